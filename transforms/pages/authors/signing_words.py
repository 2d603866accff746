"""Patterns of the lines that sign an article: what stands before, behind and between the names."""

from __future__ import annotations

import re

# Kinds of pieces that only a colon, "de" or "par" makes a signature of, and what was done to them.
_PIECE = (
    r"recette|test|essai|banc d['’]essai|suivi|direct|live|compte[- ]rendu|synthèse|décryptage"
    r"|dégustation|présentation|animation|résumé|rencontre|balade|témoignage|podcast|émission"
    r"|note de lecture|lecture|récit en images|carnet de voyage|exclusive|special report|long read"
    r"|picture essay|eyewitness|live updates|vérification|mini-portrait|feuilleton|nouvelle|conte"
    r"|exposé|revue de presse|fiche|quiz"
    r"|documentation|recherches?|recipe|live coverage|coverage|podcast|profile"
)
_MADE = (
    r"réalisée?s?|rédigée?s?|écrite?s?|recueillie?s?|proposée?s?|signée?s?|préparée?s?|assurée?s?"
    r"|animée?s?|présentée?s?|menée?s?|conduite?s?|racontée?s?|commentée?s?|compilée?s?|testée?s?"
    r"|coordonnée?s?|concoctée?s?|imaginée?s?|alimentée?s?|tenue?s?"
)
_WHERE = "à|au|aux|en|dans|de|du|des|pour|chez"
BY = re.compile(
    r"^[^\w(«\"]*(?:\w{2,6} ?/ ?(?=[Pp]ar ))?(?:"
    r"(?:texte|récit) (?:web|radio|télé|tv|vidéo|numérique|en ligne)(?= ?:)|"
    rf"(?:(?:une? |l[ea]s? |l['’]|ce )?(?:{_PIECE})(?: et [a-zà-ÿ]+)?"
    rf"(?: (?:en direct |est )?(?:{_MADE})(?= (?:par|by)))?(?: (?:par|de|by|with)(?= )|(?= ?:)))"
    r"|(?:(?:une? |l[ea]s? |l['’])?(?:articles?|textes?"
    r"|reportage|enquête|analyse|récit|dossier|propos|entretien|interview|billet|chronique|tribune"
    r"|critique|portrait|édito(?:rial)?|papier|sujet(?= de| par)|carte blanche|humeur|opinion"
    r"|lettre(?: ouverte)?|bloc-notes|carnet|regard|point de vue|contribution)"
    r"(?: et (?:photos?|vidéos?|[a-zà-ÿ]+(?= ?:)))? ?"
    rf"(?:(?:{_MADE})"
    r"(?: (?:à|au|aux|en|dans) [^,:]{2,30}?(?= par ))?)? ?(?:par|de)?"
    rf"|(?:{_MADE}) par"
    r"|by our (?:own )?(?:\w+ )?(?:correspondent|reporter)s?|par|by"
    r"|(?-i:[Dd]e(?= [A-ZÀ-Þ]))|recueillis? par"
    r"|(?:an? |the )?(?:words|written|reported|reporting|reports?|story|text|edited|posted"
    r"|contributed|compiled|analysis|investigation|review|interview|commentary"
    r"|column|essay|opinion|feature) by|special to [^:]{3,40}(?= ?:)|(?-i:[Tt]ext(?= [A-ZÀ-Þ]))"
    r"|author of the article|[ée]crit par|rédigée?s? par|publié par|posté par|signé"
    r"|auteur(?:e|s|\(s\)|\(e\)|·e)?|autrice|authors?|writer"
    rf"|correspondante?(?: (?!{_WHERE})\w+)?(?! (?:{_WHERE})\b)"
    r"|correspondance (?:particulière|spéciale|locale) (?:de|par)(?-i:(?= [A-ZÀ-Þ]))"
    r"|entretien|interview|words"
    r"|story(?= ?:)|text(?= ?:)|chronique de"
    r"|(?:sujet|adaptation|rédaction|réd\.|texte|récit|réalisation|mise en ligne"
    r"|journalistes?|reporters?|rédact(?:eur|rice)s?|collaborat(?:ion|eur|rice)|correspondance|plume)"
    r"(?: (?:web|radio|télé|tv|vidéo|numérique|en ligne|spéciale?))?(?= ?:)"
    r"|la recette de"
    r"|d['’]après (?:un|le|les) (?:reportage|texte|article|entrevue|informations) de"
    r"|avec (?:l|d)es (?:informations|infos) de(?! (?:l['’]|la )|(?-i: [A-Z]{2,5}\b))"
    r"|(?:ce (?:matin|midi|soir),? )?avec|from)"
    r"(?: ?:| (?=[^\W\d_])|(?-i:(?<=PAR)(?!TAGE|IS\b|TI[ECR]|COUR|LEM|KING)|(?<=BY)"
    r"|(?<=Par)|(?<=By)|(?<=^by)|(?<=^par))"
    r"(?=[A-ZÀ-Þ]))\s*)",
    re.IGNORECASE,
)
SENT = re.compile(
    r"^(?:(?:de|avec) )?(?:notre|nos) (?:envoyée?s? spécia(?:le?s?|ux)|correspondante?s?"
    r"|reporters?|bureau)(?: (?:[a-zà-ÿ]+e|régional|local|permanent|particulier|central))?"
    r"(?: (?:à|au|aux|en|dans|de|du) [^,:]{2,30})?"
    r"(?:\s?[,:]\s*|(?-i: (?=[A-ZÀ-Þ][^\s,]+ [A-ZÀ-Þ])))"
    r"|^(?:[^\w(«\"]+ ?)?envoyée?s? spécia(?:le?s?|ux)(?: (?:à|au|aux|en|dans) [^,:]{2,30})? ?:\s*",
    re.IGNORECASE,
)
ROLE_GLUED = re.compile(
    r"(?<=[a-zà-ÿ])(?=[Cc]orrespondan|[Ee]nvoyé|[Jj]ournaliste|[Rr]éda[ck]|[Rr]eporter|[Ss]taff)"
    r"|(?<!\bMc)(?<!\bMac)(?<!\b[DL][ea])(?<!\bVan)(?<=[a-zà-ÿ]{2})"
    r"(?=[A-Z][a-z]+ (?:[A-Za-z]+ ){0,2}?"
    r"(?i:correspondent|reporter|editor|writer|columnist|producer|journalist|reporting)\b)"
)
WEEKDAY = (
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di,? |dimanche,? "
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
)
AFTER = re.compile(
    r"(?<=\S)[\s,|·•–—-]*(?:(?:(?-i:(?<![a-zà-ÿ])p|P)ubli|mis à jour|modifi|(?:à|at|@) \d"
    r"|le (?:(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lun|mar|mer|jeu|ven|sam|dim)\.?,? )?"
    r"\d"
    rf"|d['’]après |posted|updated|published|on \w+ \d|{WEEKDAY}(?:\d{{1,2}}(?:er|st|nd|rd|th)? ?"
    r"[a-zà-ÿ]{3,}\.?,? (?:19|20)\d\d|[a-zà-ÿ]{3,}\.? \d{1,2},? (?:19|20)\d\d"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})).*|suivre|follow)$",
    re.IGNORECASE,
)
CONTACT = re.compile(r"\S+@\S+|(?<!\w)@\w+| @ .*$|https?:\S+|[✓✔✉☰🖊✍️|]+$|^(?:[✓✔✉🖊✍️]+|@ )")
BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
BESIDES = re.compile(r"\s*[,/]\s*|^avec (?:l['’])?|^with | et | avec ")
CREDIT = re.compile(
    r"(?:photos?|photograph(?:ie)?s?|images?|vidéos?|video|illustrations?|pictures?)"
    r"\s*(?:: ?|by |par |de |d['’])",
    re.IGNORECASE,
)
PHOTO = re.compile(r"photo|image|dessin|illustr|vidéo|video|graphi|picture", re.IGNORECASE)
PICTURES = (
    r"[Pp]hotos?|[Pp]hotograph(?:s|y|ies?)|[Ii]mages?|[Vv]id[eé]os?|[Ii]llustrations?|[Pp]ictures?"
)
PARTED = re.compile(
    rf"(\s*,\s+(?:et|avec|and|with)\s+|\s*[,;|·•]\s*|\s+(?=(?:{PICTURES}) ?(?::|[A-ZÀ-Þ]))"
    rf"|\.\s+(?=(?:{PICTURES})\b)|\s*/\s*|\s+[-–—]\s+"
    r"|\s+(?:et|and|&|avec|with|y|und)\s+(?:la |l['’]|(?:de |d['’])(?=[A-ZÀ-Þ]))?)"
)
PLACED = re.compile(
    r"(?:^|\s+)(?:à|au|aux|en|in|at|depuis|from|dans|[Ff]or|[Pp]our) "
    r"(?:le |la |l['’]|the )?[A-ZÀ-Þ].*$"
)
LONE = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ'’-]{2,}|[A-ZÀ-Þ]{3,}")
TRANSLATED = re.compile(
    r"\b(?:tradu(?:it|ction)|translat|adaptation(?! (?:web|radio|num))|adapté)", re.IGNORECASE
)
CREDITED = re.compile(
    rf"(?<=\w\)) [–—|·•-]+ (?:{PICTURES}) ?(?::|par|by) [^:]*$"
    rf"|(?<=\w) ?(?://|[|•·])[ /]*(?:[Cc]r[ée]dits? )?(?:{PICTURES}) ?(?::|par|by|de) [^:]*$"
    r"|(?<=\w), (?:photos?|illustrations?|images?|dessins?|vidéos?) (?:: |d[e'’] ?)?[A-ZÀ-Þ].*$"
)
EDITED = re.compile(
    r"(?<=.)\b(?:(?:edit(?:ed|ing)|writing|relu|édition) by\b|(?:éditée?|relue?|mis en ligne) par\b"
    r"|,? avec (?:l['’]aide|le concours|le soutien) (?:de\b|d['’])).*$",
    re.IGNORECASE,
)
REVISED = re.compile(  # who signs elsewhere wrote it
    r"^(?:edited|reviewed|curated|fact[- ]checked|proofread|édité|edité|relu|vérifié|mis en ligne)"
    r"(?: (?:and|et) [a-zà-ÿ]+)? (?:by|par)\b",
    re.IGNORECASE,
)
OUTLET = re.compile(r" (?:Le |La |Les |L['’])[A-ZÀ-Þ].*$")
OURS = re.compile("de (?:notre|nos) ", re.IGNORECASE)  # correspondent, whom nobody names
ENDS_IN_INITIAL = re.compile(r"(?<![^\W\d_])[A-ZÀ-Þ][a-z]?\.\s*$")
LED = re.compile(  # "Le Courrier d'Armorique Loïc Guéguen", "Paris-Presse Loïc GUÉGUEN"
    r"^(?:[A-ZÀ-Þ][a-zà-ÿ]+-(?:France|Matin|Presse|Océan|Normandie|Éclair|Libre|Ouest)"
    r" (?=[A-ZÀ-Þ][a-zà-ÿ-]+ [A-ZÀ-Þ]{2})"
    r"|(?:(?:Le|La|Les|The) |L['’])[A-ZÀ-Þ][\w-]+(?: (?:d['’]|de |du |des |de la |de l['’]|of )"
    r"[A-ZÀ-Þ][\w-]+|(?: [a-zà-ÿ-]+)+)? (?=[A-ZÀ-Þ][\w.-]+ [A-ZÀ-Þ]))"
)
ELIDED = re.compile(
    r"^((?i:(?:une? |l[ea]s? |l['’])?(?:récit|reportage|enquête|textes?|billet|chronique|analyse"
    r"|portrait|entretien|article|tribune|carte blanche|humeur|opinion|regard|contribution|édito"
    rf"|bloc-notes|carnet|{_PIECE})|avec (?:l|d)es (?:informations|infos))) [dD]['’](?=[A-ZÀ-Þ])"
)
BY_WORD = re.compile(r"(?:^|\W)(?:par|by|signée?)\W*$", re.IGNORECASE)  # what ends a "by"
WORKING_FOR = re.compile(r"^(?:Pour|For) [^,]{3,40}, (?=[A-ZÀ-Þ]\S+ [A-ZÀ-Þ])")
HONOURED = re.compile(  # "par le Dr Ana Costa"
    r"^(?:l[ea] |l['’]|the )(?=(?i:dre?|pre?|prof|docteure?|professeure?|me|maître|père|frère|sœur"
    r"|révérende?|pasteure?|abbé|mgr|rabbin|imam|cheikh|général|colonel|capitaine|rev|right rev)\b"
    r"\.? [A-ZÀ-Þ])"
)
DESKS = re.compile(  # "Ana Costa Live and Lifestyle Reporter"
    r"^((?:[A-Z]\S+ )+?[A-Z]\S+) [A-Z]\w+ (?:and|&) [A-Z]\w+"
    r" (?i:reporter|correspondent|editor|writer|columnist)$"
)
TELLS = re.compile(  # "Ana Costa reports from Leeds"
    r" (?:reports?(?: from)?|reported from|writes|explains|examines|looks (?:at|back)|asks|meets"
    r"|raconte|explique|rapporte|fait le point|revient sur|décrypte|analyse)\b.*$"
)
BUREAU = re.compile(r"(?:The|Our) (?:[A-Z][\w'’-]+ ){1,3}(?:Bureau|Desk|Team|Network)")
TITLE_ENDS = re.compile(r"infos?|actus?|hebdo|news|media|mag|magazine|web|times|post|24")
UNENDED = re.compile(r" (?:de|d[eu]s?|of|the|la|le|les|et|and|a|au|aux)$")
TWICE = re.compile(r"^([A-ZÀ-Þ]\S+ [A-ZÀ-Þ].{1,30}) \1$")  # a name beside the portrait's
OF_PLACE = re.compile(  # what places are called by, and no person: "New Delhi"
    r"(?:New|San|Los|Las|Port|Cape|Fort|Mount|Lake|North|South|East|Addis|Buenos|Hong|Kuala|Phnom"
    r"|Burkina|Sierra|Puerto|Saint|Sainte|Nouvelle|Haute?|Basse?|Greater|Upper|Lower|Central) [A-Z]"
)
OF_OUTLET = re.compile(
    r"^(?:© ?|[Dd]e |[Àà] )?([^:.!?]{3,40}?)\s?:\s(?=[A-ZÀ-Þ]\S* [A-ZÀ-Þ])"
)  # "La Gazette : A B"
DESK = re.compile("[a-z]{2,4}")
TITLED = re.compile(  # as papers are
    r"(?:Le|La|Les|The) [A-ZÀ-Þ]\S+ \S|L['’][A-ZÀ-Þ]|(?:L[AE]S?|THE) [A-ZÀ-Þ]{3,}$|L[ae]s? \S+$"
)
INNER = re.compile(
    r"^.{3,60}\s(?:[|/·•–—-]\s*(?=(?:Par|PAR|By|BY) [A-ZÀ-Þ])"
    r"|(?=[Pp]ropos (?:et photos )?recueillis par [A-ZÀ-Þ]))"
)
GLUED = re.compile(
    r"^(?:par )?(?:(?:Le|La|Les|The) |L['’]).{2,40}[a-zà-ÿ]{3}(?=[A-ZÀ-Þ][a-zà-ÿ'’-]+ [A-ZÀ-Þ])"
)
PLACE = re.compile(r"[A-Z]{2,6}|[A-ZÀ-Þ][a-zà-ÿ'’]{2,}(?:-[A-ZÀ-Þ]?[a-zà-ÿ]+)*")
SHARED = re.compile(r"\s*\|\s*(?:textes?|photos?|images?|illustrations?|words|pictures)\b")
HELPED = re.compile(  # who signs above wrote it
    r"\W*(?:avec la (?:collaboration|participation|contribution) d|(?:with )?additional reporting\b"
    r"|with files from\b)",
    re.IGNORECASE,
)
BESIDE = re.compile(r"^[(\[]?(?:avec|with) (?!notre |nos )(?:la |l['’]|the )?", re.IGNORECASE)
SOURCE = re.compile(
    r"^(?:sources?|crédits?|credits?|provided by|via"
    r"|with (?:additional )?(?:files|reporting|inputs?) (?:from|by)) ?:? ?",
    re.IGNORECASE,
)

# Lines that sign though a rule takes them for something else.
TEXT_BY = (
    r"(?:[A-ZÀ-Þ][\w'’.-]* ){1,3}[A-ZÀ-Þ][\w'’.-]+"
    r" \((?i:textes?|récit|reportage|words|text|story)\)"
)
_NAME = r"[A-ZÀ-Þ][\w'’.-]*(?: (?:d[eu]s? |la |le |van |von |el |al |ben )?[A-ZÀ-Þ][\w'’.-]+){1,3}"
_PICTURED = "(?i:cr[ée]dits?|photos?|images?)"
WRITTEN = re.compile(
    rf"(?i:(?:une? |l[ea]s? |l['’]|ce )?(?:{_PIECE})(?: et [a-zà-ÿ]+)?"
    rf"(?:(?: (?:en direct |est )?(?:{_MADE}))? (?:par|by)| de| ?:)) (?:le |la )?"
    r"[A-ZÀ-Þ]\S* [A-ZÀ-Þ]"
    rf"|{_NAME}(?:, {_NAME})*,? (?:et|and|&) {_NAME} ?(?://|[|•·])[ /]*{_PICTURED}"
    rf"|{_NAME} (?:reports?|reported|writes) from [A-ZÀ-Þ]"
    rf"|{_NAME} ?//[ /]*{_PICTURED}|{_NAME} \(@\w{{2,20}}\)$"
    r"|(?i:textes?|récit|reportage) et [a-zà-ÿ]+ : [A-ZÀ-Þ]\S* [A-ZÀ-Þ]"
    r"|[(\[]?(?i:(?:textes?|entretien|interview|récit|reportage|enquête|propos|words|story|text"
    r"|rédaction|sujet|adaptation|propos recueillis|ce (?:matin|soir))"
    r"(?: (?:web|radio|télé|tv|vidéo|en ligne))?"
    r"(?:(?: (?:à|au|en) [^,:]{2,30})? (?:de|par|by|avec) | ?: ))[A-ZÀ-Þ]\S* [A-ZÀ-Þ]"
    r"|(?i:textes?|words|entretien|interview) [A-ZÀ-Þ]\S* [A-ZÀ-Þ]"
    rf"|(?i:(?:une? |l[ea] )?(?:récit|reportage|enquête|textes?|propos|{_PIECE}))"
    r" d['’][A-ZÀ-Þ]\S* [A-ZÀ-Þ]"
    r"|(?i:(?:une? |l[ea] |l['’])?(?:carte blanche|tribune|billet|chronique|point de vue|opinion"
    r"|contribution|lettre ouverte|regard|analyse|critique) (?:de |d['’]|par ))[A-ZÀ-Þ]\S* [A-ZÀ-Þ]"
    r"|\([A-ZÀ-Þ. ]{2,6}(?:(?:/| avec | et )\w+)?\) [–—|-] (?i:photos?|images?) ?:"
    rf"|{TEXT_BY}"
)
PICTURED = re.compile(
    rf"^({_NAME}) (?:{PICTURES}) ?: ?{_NAME}$"
)  # who wrote, who took the pictures
WITH_PHOTOS = re.compile(TEXT_BY)
POSTED = re.compile(
    r"(?i:(?:(?:article|texte|billet|story|post)s? )?"
    rf"(?:posté|publié|soumis|envoyé|{_MADE})e?s? par"
    r"|(?:posted|written|published|filed|reported) by|par|by) (?-i:[A-ZÀ-Þ])\S* [A-ZÀ-Þ]"
    rf"|(?i:(?:article|texte|billet|story|post) (?:{_MADE}|published|posted|written) (?:par|by) )\S"
    r"|de [A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){1,2}$"
)
