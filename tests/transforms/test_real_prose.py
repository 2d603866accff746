"""Forms of plain daily news: headings glued into the text, asides, media that only pass on."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, said, spoken

NAMES = dict.fromkeys(
    ("Anne Roy", "Paul Vidal", "Marc Chabot", "Joan Weller", "Gail Hart", "Ahmed"), "PER"
) | {
    "Le Soir": "ORG", "Télé Bretagne": "ORG", "Télé Bretagne Sud": "ORG", "Lansing": "LOC",
    "Octets.info": "ORG", "Harbour Now": "ORG", "Harbour Council": "ORG", "Radio 4": "ORG", "Ploërmel": "LOC",
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Selon lui, plusieurs clubs, dont ceux de Ploërmel et de Lens, ont signé.",
         [("indirect", "plusieurs clubs, dont ceux de Ploërmel et de Lens, ont signé")]),
        ("Un homme qui selon la police souffrait de troubles, avait attaqué des passants.",
         [("indirect", "souffrait de troubles")]),
        ("Le peintre aurait, selon Le Soir, touché 10 000 euros et vendu sa maison.",
         [("indirect", "Le peintre aurait"), ("indirect", "touché 10 000 euros et vendu sa maison")]),
        ("« Nous ne prendrons rien, a plaidé cet éleveur de 41 ans, natif de Sens. Les bêtes "
         "resteront ici. »",
         [("direct", "Nous ne prendrons rien"), ("direct", "Les bêtes resteront ici.")]),
        ("« Je la voyais, raconte Anne Roy, directrice de la maison, où vit son mari depuis 2009. "
         "Elle allait bien. »",
         [("direct", "Je la voyais"), ("direct", "Elle allait bien.")]),
        ("Le député s'est plaint, ce lundi, du traitement qu'il a subi dans la rue.", []),
        ("Anne Roy a raconté « le rêve étrange » qu'elle fait la nuit.",
         [("mixed", "le rêve étrange")]),
        ("Anne Roy rappelle qu'1,2 million de gens n'étaient « ni ici ni là » en mai.",
         [("mixed", "1,2 million de gens n'étaient « ni ici ni là » en mai")]),
        ("Selon Le Soir, l'avion coûte 20 000 euros l'heure de vol. La sécurité est totale.",
         [("indirect", "l'avion coûte 20 000 euros l'heure de vol")]),
        ("L'idée est venue un soir d'hiver se souvient Anne Roy. Il pleuvait.",
         [("indirect", "L'idée est venue un soir d'hiver")]),
        ("L'élue part – à cause de la « censure et du mépris », dit-elle – à la fin mai.",
         [("mixed", "censure et du mépris")]),
        ("Huit « gilets jaunes » ont été arrêtés lundi, a rapporté Le Soir.",
         [("indirect", "Huit « gilets jaunes » ont été arrêtés lundi")]),
        ("Anne Roy dit que le film « Mad Max » sortira en mai.",
         [("indirect", "le film « Mad Max » sortira en mai")]),
        ("En bref, de quoi offrir aux clients une « liberté totale et durable », explique Anne Roy.",
         [("mixed", "liberté totale et durable")]),
        ("La société Vidal assure recycler 60 % de son eau.",
         [("indirect", "recycler 60 % de son eau")]),
        ("Avec le recul, regrette-t-il ses paroles ?", []),
        ("Autant dire que ce modèle vaut son prix.", []),
        ("\"Je ne cherche pas d'excuse. Pourquoi, aujourd'hui plus qu'hier, devrait-il y avoir "
         "débat ? Je m'y refuse, s'est-il indigné dans Le Soir.",
         [("direct", "Je ne cherche pas d'excuse. Pourquoi, aujourd'hui plus qu'hier, devrait-il y "
                     "avoir débat ? Je m'y refuse")]),
        ("« C'est devenu un standard ».En plus de ses qualités, ce siège est « très léger », "
         "explique Anne Roy.",
         [("direct", "C'est devenu un standard"),
          ("mixed", "En plus de ses qualités, ce siège est « très léger »")]),
        ("UN JOUR DE DEUIL NATIONAL Il était « le meilleur des nôtres », a dit Anne Roy.",
         [("mixed", "Il était « le meilleur des nôtres »")]),
        ("UNE ENQUÊTE EN COURS « Il est trop tôt pour le dire », a ajouté Anne Roy.",
         [("direct", "Il est trop tôt pour le dire")]),
        ("Vidéo par Europe 1La coupure a duré une heure, selon Le Soir.",
         [("indirect", "La coupure a duré une heure")]),
        ("Il dénonce « une honte ». - « Je pars demain, c'est décidé » a assuré Anne Roy.",
         [("mixed", "une honte"), ("direct", "Je pars demain, c'est décidé")]),
    ],
)  # fmt: skip
def test_spans(line: str, expected: list[tuple[str, str]]) -> None:
    assert said(quotes_in(line, names=NAMES)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Plusieurs femmes ayant partagé sa vie ont confié avoir eu peur de lui."],
         "femmes"),
        (["Tandis que deux voisins veulent répéter la scène, Paul Vidal en profite pour faire une "
          "annonce : « Je pars demain matin, c'est décidé. »"], "Paul Vidal"),
        (["L'adjoint d'Anne Roy mis en examen pour avoir frappé des manifestants en marge d'un "
          "défilé a expliqué avoir eu peur."], "adjoint d'Anne Roy"),
        (["La ministre de la Culture (opposée au projet) a laissé entendre qu'elle partirait."],
         "ministre de la Culture"),
        (["Paul Vidal sourit. « Il venait souvent », décrit celui qui dirige le club."],
         "Paul Vidal"),
        (["« Il venait souvent au café », décrit celui qui se fait appeler Ahmed."], "Ahmed"),
        (["Paul Vidal aurait reconnu, selon Le Soir, « je n'y suis pour rien »."], "Paul Vidal"),
        (["Télé Bretagne Sud ouvre l'enquête.", "La piscine est ouverte, rapporte Télé Bretagne."],
         "Télé Bretagne Sud"),
        (["Le président Paul Vidal a reçu le maire Marc Chabot.",
          "« Rien ne presse », a rétorqué l'ancien locataire de l'Élysée."], "Paul Vidal"),
        (["Polémiste à la radio, Paul Vidal a reçu Marc Chabot.",
          "Le polémiste assure qu'il n'en dira pas plus."], "Paul Vidal"),
        (["Selon les informations du Soir, Paul Vidal, gérant du magasin, a aidé ses salariés."],
         "Soir"),
    ],
)  # fmt: skip
def test_speakers(lines: list[str], expected: str) -> None:
    quotes = quotes_in(*lines, names=NAMES | {"Soir": "ORG"})
    assert [quote.speaker_name for quote in quotes[-1:]] == [expected]


def test_prose_behind_a_dash_is_no_turn() -> None:
    line = (
        "- Anne Roy dément les rumeurs. « Je ne pars pas de la ville », a-t-elle dit. « On me "
        "reverra ici dès lundi », a-t-elle ajouté."
    )
    assert said(quotes_in(line, names=NAMES)) == [
        ("direct", "Je ne pars pas de la ville"),
        ("direct", "On me reverra ici dès lundi"),
    ]


def test_state_before_a_title_is_no_verb() -> None:
    line = "In a statement, state Rep. Joan Weller, of Alpena, warned that Lansing must pay."
    found = quotes_in(line, names=NAMES, language="en")
    assert spoken(found) == [("Lansing must pay", "Joan Weller")]


@pytest.mark.parametrize(
    ("line", "language", "via"),
    [
        ("« Tout est récent, détaille Anne Roy à Octets.info. J'y ai vu mon nom. »", "fr",
         "Octets.info"),
        ("Gail Hart told Harbour Now that bids would go out in May.", "en", "Harbour Now"),
        ("Gail Hart told the Harbour Council that bids would go out in May.", "en", None),
    ],
)  # fmt: skip
def test_to_whom_it_was_told(line: str, language: str, via: str | None) -> None:
    found = quotes_in(line, names=NAMES, language=language)
    assert {quote.via for quote in found} == {via}
