"""Forms of dense news copy: headings run into the text, sources behind "on", works, past holders."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, said, spoken

NAMES = dict.fromkeys(
    ("Anne Roy", "Paul Vidal", "Marc Chabot", "Luc Ferrer", "Dan Weller"), "PER"
) | {"AFP": "ORG", "Le Soir": "ORG", "Agence du pied": "ORG", "Europe 1": "ORG", "CNews": "ORG", "Les Échos": "ORG", "Brévigny": "LOC"}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ils restent loin, sous peine d'une amende (113 euros).\"J'ai l'air d'un berger\", a dit "
         "Paul Vidal.", [("direct", "J'ai l'air d'un berger")]),
        ("Il devance Marc Chabot (15%).\"Tant que le parti se divise, on hésite\", dit Paul Vidal.",
         [("direct", "Tant que le parti se divise, on hésite")]),
        ("Pour Paul Vidal, \"ce qui attire, c'est la promesse d'un métier\".- Un long déclin -Le "
         "village se vide.", [("direct", "ce qui attire, c'est la promesse d'un métier")]),
        ("Ils soutiennent leur \"Projet 12\", un texte bancal.- Coup de poker -\"Rivalo mise tout "
         "sur le vote\", note Dan Weller.", [("direct", "Rivalo mise tout sur le vote")]),
        ("Il répond à la colère. • Un effort de 3 millions \"Si on vend les murs, on tiendra\", a "
         "déclaré Luc Ferrer.", [("direct", "Si on vend les murs, on tiendra")]),
        ("Luc Ferrer rappelle qu'il faut fermer \"les salles\".• Et puis, qu'est-ce qu'un arrêté ?",
         [("mixed", "il faut fermer \"les salles\"")]),
        ("Une aide de 3 millions d'euros.• 15 millions de foyers concernés Selon Paul Vidal, la "
         "baisse ira à \"presque tous\".", [("mixed", "la baisse ira à \"presque tous\"")]),
        ("• Une baisse d'environ 10%Selon Le Soir, la baisse serait de 300 euros.",
         [("indirect", "la baisse serait de 300 euros")]),
        # look-alikes: dashes, bullets, percents and "selon" inside one sentence
        ("« Il est - et je le dis à Paul Vidal - \"perdu\" », a noté Dan Weller.",
         [("direct", "Il est - et je le dis à Paul Vidal - \"perdu\"")]),
        ("La baisse serait, selon Le Soir, de 10%.", [("indirect", "La baisse serait"),
                                                       ("indirect", "de 10%")]),
        ("« Nous sommes (enfin) prêts. », a dit Paul Vidal.",
         [("direct", "Nous sommes (enfin) prêts.")]),
    ],
)  # fmt: skip
def test_headings_end_sentences(line: str, expected: list[tuple[str, str]]) -> None:
    assert said(quotes_in(line, names=NAMES)) == expected


def test_a_heading_in_marks_between_dashes_is_said_by_whoever_says_it_below() -> None:
    line = (
        'Luc Ferrer a justifié son choix par le fait qu\'"il y a trop de noms".- "Une folle '
        'urgence" -Brévigny attend. La ville vit "dans une folle urgence", selon Paul Vidal.'
    )
    found = {quote.text: quote.speaker_name for quote in quotes_in(line, names=NAMES)}
    assert found["Une folle urgence"] == "Paul Vidal"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("L'Agence du pied appelle \"à ne pas manger\" un champignon \"inconnu\".",
         [("mixed", "\"à ne pas manger\" un champignon \"inconnu\"")]),
        ("Le port part à l'est, afin d'encourager les gens à pêcher plus loin.", []),
        ("Luc Ferrer encourage les gens à pêcher plus loin.",
         [("indirect", "pêcher plus loin")]),
        ("Il sera dans deux films en juin : « Les Oies et moi », de Luc Ferrer, et « La cloche », "
         "d'Anne Roy.", []),
        ("Luc Ferrer parle de son film : « Les oies et moi, c'est fini. »",
         [("direct", "Les oies et moi, c'est fini.")]),
        ("Anne Roy est proche de Paul Vidal, pour qui elle a écrit une chanson douce.", []),
        ("Le temps presse, dit Paul Vidal, pour qui il faut fermer le pont avant mai.",
         [("indirect", "Le temps presse"), ("indirect", "il faut fermer le pont avant mai")]),
        ("Anne Roy accepte tout même si selon Paul Vidal, le maire ne lui a rien dit.",
         [("indirect", "le maire ne lui a rien dit")]),
        ("Paul Vidal déplore le « climat de peur » qui a régné selon lui pendant la grève.",
         [("mixed", "climat de peur")]),
        ("Le maire déplore les pannes. La ligne est coupée selon lui pendant la nuit.",
         [("indirect", "La ligne est coupée")]),
        ("Paul Vidal a réagi, dénonçant des « cris de honte. Ils nous visent tous », a-t-il écrit.",
         [("direct", "cris de honte. Ils nous visent tous")]),
        ("Il précise que « c'est beaucoup, vous imaginez un port ainsi ? », s'interroge-t-il.",
         [("direct", "c'est beaucoup, vous imaginez un port ainsi ?")]),
        ("Les gens qui viennent voulaient « servir », a-t-il assuré.",
         [("mixed", "Les gens qui viennent voulaient « servir »")]),
        ("Le budget est voté pour répondre à la crise des « gilets jaunes ».", []),
        ("Il faut dire que le pont coûte cher.", []),
        ("Paul Vidal balaie un argument absurde selon lui.", []),
        ("Le patron du port, venu en « client mystère », dénonce l'attente à Brévigny.", []),
        ("« Un scandale sans nom », dénonce le patron du port.",
         [("direct", "Un scandale sans nom")]),
        ("Selon Paul Vidal, qui aide des hommes, femmes et enfants depuis 2015, la mer monte.",
         [("indirect", "la mer monte")]),
        ("Le toit de la mairie menace de tomber, a vu Paul Vidal.", []),
        ("Paul Vidal menace de quitter le club.", [("indirect", "quitter le club")]),
        ("Le pont a rouvert lundi, selon le souhait de la mairie.", []),
        ("Le pont a rouvert lundi, selon la mairie.", [("indirect", "Le pont a rouvert lundi")]),
    ],
)  # fmt: skip
def test_what_is_said_and_what_is_not(line: str, expected: list[tuple[str, str]]) -> None:
    assert said(quotes_in(line, names=NAMES)) == expected


@pytest.mark.parametrize(
    ("lines", "speaker"),
    [
        (["L'usine du port tourne, a-t-on indiqué vendredi à la mi-journée auprès de la direction."],
         "direction"),
        (["« On reste prudent », a prévenu vendredi 1er mai l'adjoint, Luc Ferrer."], "Luc Ferrer"),
        (["« On reste prudent », a dit sur RMC-BFMTV le député, Luc Ferrer."], "Luc Ferrer"),
        (["« On reste prudent », a dit au micro de BFMTV/RMC le député, Luc Ferrer."],
         "Luc Ferrer"),
        (["« On reste prudent », a dit sur Europe 1, CNews et Les Échos le député, Luc Ferrer."],
         "Luc Ferrer"),
        (["« On reste prudent », a dit au Soir Paul Vidal."], "Paul Vidal"),
        (["« Les points sont nombreux », précise le courrier qu'a pu lire Le Soir."], "courrier"),
        (["Dans une lettre au chef de l'Etat, des élèves, soutenus par la ligue, demandent à Paul "
          "Vidal de clarifier sa position."], "élèves"),
        (["Selon Paul Vidal, le pont sera fermé jusqu'en juin, rapporte Le Soir."], "Paul Vidal"),
        (["Selon Le Soir, le pont sera fermé jusqu'en juin, a précisé Paul Vidal."], "Paul Vidal"),
        (["« On reste prudent », a dit le numéro deux de la ligue."], "numéro deux de la ligue"),
        (["Le cinéaste engagé Luc Ferrer est là. « J'attends mon tour », dit-il."], "Luc Ferrer"),
        (["Anne Roy, victime d'un vol en mai à Brévigny, a remercié lundi la police pour son "
          "« beau travail de fourmi »."], "Anne Roy"),
        (["Cinq jours après l'affaire impliquant Marc Chabot, Paul Vidal s'est exprimé lundi, "
          "jugeant « irresponsable » la presse."], "Paul Vidal"),
        (["Quatre hommes ont été arrêtés, a-t-on appris dimanche 15 mai de sources concordantes."],
         "sources concordantes"),
        (["Anne Roy est là. Celle qui assume fièrement son âge avoue que tout change."], "Anne Roy"),
        (["On voyait sur la vidéo un homme hurler « pouvoir aux uns, mort aux autres »."], "homme"),
        (["Plus de 4 Français sur 10 estiment que « le pire est devant nous »."],
         "Plus de 4 Français sur 10"),
        (["Paul Vidal a été attaqué par l'opposition pour sa « lenteur » à agir."], "opposition"),
        (["Anne Roy se tait. Son chef de cabinet dément, arguant d'un besoin de « partage »."],
         "chef de cabinet"),
        (["« On reste », a exhorté vendredi le fils de l'économiste et écrivain Paul Vidal."],
         "fils de l'économiste et écrivain Paul Vidal"),
        (["« On reste », a dit le frère de la victime, Paul Vidal."], "Paul Vidal"),
        (["« On reste », a dit le porte-parole du port et écrivain Paul Vidal."], "Paul Vidal"),
        (["« On reste », explique l'un des six moines du lieu."], "moine du lieu"),
        (["Marc Chabot, un surfeur américain sans peur, tombe. Paul Vidal, un élève brésilien, est "
          "ravi. Paul Vidal rit. « Je reviendrai », a affirmé l'Américain."], "Marc Chabot"),
        (["« Nous resterons ici », a d'ores et déjà tranché la doyenne, Anne Roy."], "Anne Roy"),
        (["« Nous reviendrons », répondait sans certitude l'évêque, Luc Ferrer."], "Luc Ferrer"),
        (["Luc Ferrer a écrit au maire.", "La nuit tombe, selon le correspondant de l'AFP."],
         "correspondant de l'AFP"),
        (["Luc Ferrer, journaliste à l'AFP, est là.", "« J'attends », dit le journaliste de l'AFP."],
         "Luc Ferrer"),
        (["Le ministre du Travail a fait savoir que tout allait bien. Un an plus tôt, le ministre "
          "du Travail de l'époque, Paul Vidal, était venu."], "ministre du Travail"),
        (["Le ministre du Travail a fait savoir que tout allait bien. Le ministre du Travail, Paul "
          "Vidal, viendra."], "Paul Vidal"),
        (["Une fête pour Anne Roy, une retraitée, parmi les premières à venir. « Enfin », "
          "confie-t-elle."], "Anne Roy"),
        ([("title", "« Je suis le plus fort » : la ligue saisie après les propos de Paul Vidal")],
         "Paul Vidal"),
        ([("title", "« Je suis le plus fort » : la ligue de Paul Vidal parle")],
         "ligue de Paul Vidal"),
    ],
)  # fmt: skip
def test_who_speaks(lines: list[str | tuple[str, str]], speaker: str) -> None:
    assert [name for _, name in spoken(quotes_in(*lines, names=NAMES))] == [speaker]


def test_the_article_of_a_noun_of_both_genders_tells_the_gender() -> None:
    names = {"Charlie Roux": "PER", "Charlie Weller": "PER"}
    line = (
        "La démocrate Charlie Roux est venue. Elle a soutenu le progressiste Charlie Weller. "
        "« Les élus ne comprennent rien », déplore-t-elle."
    )
    assert spoken(quotes_in(line, names=names))[-1][1] == "Charlie Roux"


def test_whose_mother_somebody_is_tells_nothing_of_the_gender() -> None:
    lines = ["« Mon fils n'a rien fait », dit la mère de Paul Vidal. « Il dort », ajoute-t-elle."]
    assert [name for _, name in spoken(quotes_in(*lines, names=NAMES))] == [
        "mère de Paul Vidal"
    ] * 2


def test_a_member_of_a_body_is_not_the_body() -> None:
    lines = [
        "« C'est une catastrophe », plaidait un des membres de l'ONG. Selon l'ONG, la mer monte."
    ]
    assert [name for _, name in spoken(quotes_in(*lines))] == ["membre de l'ONG", "ONG"]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("Le député du Nord Marc Chabot s'en est pris jeudi à la presse.", "Marc Chabot"),
        ("Les députés Marc Chabot, député du Nord, et Luc Ferrer, député du Gard, sont là.",
         "député accusé de mépris"),
    ],
)  # fmt: skip
def test_whom_a_title_means_by_a_role(body: str, speaker: str) -> None:
    lines = [("title", "« Qui est donc ce type ? » : un député accusé de mépris"), ("body", body)]
    assert [name for _, name in spoken(quotes_in(*lines, names=NAMES))] == [speaker]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("« Une barque a mis une heure – soutient-elle – et Paul Vidal a attendu », dit Anne Roy.",
         [("direct", "Une barque a mis une heure"), ("direct", "et Paul Vidal a attendu")]),
        ("« Une barque – la plus lente – a mis une heure », dit Anne Roy.",
         [("direct", "Une barque – la plus lente – a mis une heure")]),
        ("Paul Vidal dit vouloir « réécrire » l'article 2 et demande au gouvernement de payer le "
         "port.", [("mixed", "vouloir « réécrire » l'article 2"), ("indirect", "payer le port")]),
        ("Paul Vidal demande aux joueurs de rester calmes, six jours avant le match de Brévigny.",
         [("indirect", "rester calmes")]),
        ("Paul Vidal affirme que le port sera fermé,", [("indirect", "le port sera fermé")]),
        ("Paul Vidal affirme que le port sera fermé, six", [("indirect", "le port sera fermé, six")]),
        ("Douze cars assureront, selon Paul Vidal, « un service minimum dès mardi » vers le port.",
         [("mixed", "Douze cars assureront"),
          ("mixed", "« un service minimum dès mardi » vers le port")]),
        ("Anne Roy dénonce « l'usage de la force » contre un voisin.",
         [("mixed", "« l'usage de la force » contre un voisin")]),
        ("Anne Roy dénonce « l'usage de la force » contre un voisin qui dormait et sa femme "
         "partait.", [("mixed", "l'usage de la force")]),
    ],
)  # fmt: skip
def test_where_reports_part_and_end(line: str, expected: list[tuple[str, str]]) -> None:
    assert said(quotes_in(line, names=NAMES)) == expected


@pytest.mark.parametrize(
    ("line", "speaker", "language"),
    [
        ("Exportatrice connue de la place, Anne Roy, de la maison du port, se dit « écœurée ».",
         "Anne Roy", "fr"),
        ("The chairman of the traders’ association, Mr Paul Vidal, told them that it would hold.",
         "Paul Vidal", "en"),
        ("Mayor Anne Roy has written to minister Paul Vidal asking him to restore one boat.",
         "Anne Roy", "en"),
        ("Councillor Anne Roy demanded to know why the boats were still at the yard.",
         "Anne Roy", "en"),
    ],
)  # fmt: skip
def test_who_is_described_asked_or_wants_to_know(line: str, speaker: str, language: str) -> None:
    found = quotes_in(line, names=NAMES, language=language)
    assert [quote.speaker_name for quote in found] == [speaker]


def test_the_heading_says_whom_the_questions_are_put_to() -> None:
    found = quotes_in(
        ("title", "À Brévigny, Marc Chabot ferme son moulin"),
        "Marc Chabot ferme son moulin en mai, et Paul Vidal s'en réjouit.",
        ("subheading", "Trois questions à… Anne Roy"),
        "Faut-il le racheter ?",
        "Je ne le crois pas, et je l'ai écrit à nos élus.",
        "Que faire du bief ?",
        "Je plaide pour qu'on le garde, parce que nous y pêchons.",
        names=NAMES,
    )
    assert {quote.speaker_name for quote in found if quote.kind == "direct"} == {"Anne Roy"}
