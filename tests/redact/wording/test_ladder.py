"""What is said instead, sentence by sentence; every sentence here is invented."""

from __future__ import annotations

import re

import pytest
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.draft import Action, Detail, DetailType, Draft, Lang, Level, Rewording, Span
from bronwacht.redact.risk.tables import table_of
from bronwacht.redact.wording import gazetteer, ladder
from bronwacht.redact.wording.lexicon import lexicon
from bronwacht.redact.wording.phrases import is_placeholder, phrases

T = DetailType


def place(marked: str, type: DetailType, lang: Lang, value: dict | None = None, **kw) -> tuple[Draft, Detail]:
    """A draft and its detail, which stands between ⟦ and ⟧ in ``marked``."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    return Draft(text, lang, **kw), Detail("d1", Span(start, end), type, 1.0, value or {})


def said(marked: str, type: DetailType, lang: Lang, value: dict | None = None, **kw) -> dict[Level, str]:
    """The whole text at each level of the ladder."""
    draft, detail = place(marked, type, lang, value, **kw)
    return {r.level: put(draft, r) for r in ladder(draft, detail)}


def put(draft: Draft, rung: Rewording) -> str:
    return draft.text[: rung.span.start] + rung.text + draft.text[rung.span.end :]


NL = [
    (T.GROUP, "Zij was ⟦de enige vrouw van tien studenten⟧.", Level.NEAR, "Zij was de enige vrouw van de studenten."),
    (T.GROUP, "Zij was ⟦de enige vrouw van tien studenten⟧.", Level.BROAD, "Zij was een van de studenten."),
    (
        T.GROUP,
        "Er was een reis, waar zij ⟦de enige vrouw van tien was⟧.",
        Level.NEAR,
        "Er was een reis, waar zij de enige vrouw was.",
    ),
    (
        T.GROUP,
        "Er was een reis, waar zij ⟦de enige vrouw van tien gasten was⟧.",
        Level.BROAD,
        "Er was een reis, waar zij een van de gasten was.",
    ),
    (T.EDUCATION, "Ze trof hem op een ⟦cursus debatteren⟧.", Level.NEAR, "Ze trof hem op een cursus."),
    (T.EDUCATION, "Ze wilde ⟦een cursus volgen⟧.", Level.VAGUE, "Ze wilde een opleiding volgen."),
    # ages, in every form
    (T.AGE, "Een ⟦34-jarige⟧ lasser belde ons.", Level.NEAR, "Een ongeveer 35-jarige lasser belde ons."),
    (T.AGE, "Een ⟦34-jarige⟧ lasser belde ons.", Level.BROAD, "Een 30- tot 40-jarige lasser belde ons."),
    (T.AGE, "Een ⟦34-jarige⟧ lasser belde ons.", Level.ABSENT, "Een lasser belde ons."),
    (T.AGE, "De ⟦34-jarige⟧ belde ons.", Level.NEAR, "De mid-dertiger belde ons."),
    (T.AGE, "De ⟦34-jarige⟧ belde ons.", Level.BROAD, "De dertiger belde ons."),
    (T.AGE, "De ⟦34-jarige⟧ belde ons.", Level.ABSENT, "De betrokkene belde ons."),
    (T.AGE, "De ⟦toen 31-jarige⟧ vrouw schrok.", Level.NEAR, "De toen ongeveer 30-jarige vrouw schrok."),
    (T.AGE, "Een ⟦zestienjarig⟧ meisje belde.", Level.BROAD, "Een minderjarig meisje belde."),
    (T.AGE, "Ze is ⟦tweeëndertig⟧ en woont alleen.", Level.NEAR, "Ze is begin dertig en woont alleen."),
    (T.AGE, "Ze is ⟦tweeëndertig⟧ en woont alleen.", Level.ABSENT, "Ze woont alleen."),
    (T.AGE, "Een bode van ⟦58⟧ deed open.", Level.BROAD, "Een bode van in de vijftig deed open."),
    (T.AGE, "Een bode van ⟦58⟧ deed open.", Level.ABSENT, "Een bode deed open."),
    (T.AGE, "De bode, ⟦58⟧, deed open.", Level.NEAR, "De bode, eind vijftig, deed open."),
    (T.AGE, "De bode, ⟦58⟧, deed open.", Level.ABSENT, "De bode deed open."),
    (T.AGE, "De bode (⟦58⟧) deed open.", Level.ABSENT, "De bode deed open."),
    (T.AGE, "De bode, ⟦bijna zestig⟧, deed open.", Level.BROAD, "De bode, in de vijftig, deed open."),
    (T.AGE, "Zij begon er op haar ⟦zestiende⟧.", Level.ABSENT, "Zij begon er ooit."),
    (T.AGE, "De tolk, ⟦bouwjaar 1973⟧, zweeg.", Level.BROAD, "De tolk, geboren in de jaren zeventig, zweeg."),
    # people
    (T.OCCUPATION, "Een ⟦verpleegster⟧ zag het gebeuren.", Level.NEAR, "Een zorgverlener zag het gebeuren."),
    (T.OCCUPATION, "Een ⟦verpleegster⟧ zag het gebeuren.", Level.ABSENT, "Iemand zag het gebeuren."),
    (T.OCCUPATION, "Ze was eerder ⟦muzieklerares⟧.", Level.NEAR, "Ze was eerder docent."),
    (T.OCCUPATION, "Als ⟦griffier⟧ zag hij alles.", Level.NEAR, "Als ambtenaar zag hij alles."),
    (T.OCCUPATION, "Het ⟦raadslid⟧ stapte op.", Level.NEAR, "De politicus stapte op."),
    (T.OCCUPATION, "Een jong ⟦raadslid⟧ stapte op.", Level.NEAR, "Een politicus stapte op."),
    (T.OCCUPATION, "Twee ⟦cipiers⟧ stapten op.", Level.NEAR, "Twee medewerkers van justitie stapten op."),
    (T.OCCUPATION, "Een ⟦oud-griffier⟧ belde.", Level.NEAR, "Een oud-ambtenaar belde."),
    (T.OCCUPATION, "Een ⟦specialist ouderengeneeskunde⟧ belde.", Level.NEAR, "Een specialist belde."),
    (T.GENDER, "De ⟦vrouw⟧ vertrok.", Level.ABSENT, "De persoon vertrok."),
    (T.GENDER, "Het ⟦meisje⟧ vertrok.", Level.ABSENT, "De persoon vertrok."),
    (T.FAMILY, "Zijn ⟦vrouw⟧ vertrok.", Level.NEAR, "Zijn partner vertrok."),
    (T.FAMILY, "Haar ⟦twee zoontjes⟧ sliepen.", Level.NEAR, "Haar kinderen sliepen."),
    (T.FAMILY, "Zijn ⟦vrouw en twee kinderen⟧ sliepen.", Level.VAGUE, "Zijn naasten sliepen."),
    (T.FAMILY, "Zijn ⟦vrouw⟧ vertrok.", Level.ABSENT, "Iemand vertrok."),
    (T.ORIGIN, "Een ⟦Poolse⟧ lasser belde.", Level.NEAR, "Een Europese lasser belde."),
    (T.ORIGIN, "Een ⟦Poolse⟧ lasser belde.", Level.BROAD, "Een buitenlandse lasser belde."),
    (T.ORIGIN, "Een ⟦Poolse⟧ lasser belde.", Level.ABSENT, "Een lasser belde."),
    (T.ORIGIN, "Ze komt uit ⟦Plovdiv⟧.", Level.BROAD, "Ze komt uit Bulgarije."),
    (T.ORIGIN, "Ze komt uit ⟦Plovdiv⟧.", Level.VAGUE, "Ze komt uit het buitenland."),
    (T.ORIGIN, "Ze komt uit ⟦Plovdiv⟧.", Level.ABSENT, "Ze komt van elders."),
    (T.ORIGIN, "Hij spreekt ⟦Limburgs⟧ met ons.", Level.BROAD, "Hij spreekt een streektaal met ons."),
    (T.HEALTH, "Ze heeft ⟦epilepsie⟧.", Level.NEAR, "Ze heeft gezondheidsklachten."),
    (T.HEALTH, "Hij zit thuis met een ⟦burn-out⟧.", Level.NEAR, "Hij zit thuis met gezondheidsklachten."),
    (T.HEALTH, "Hij is ⟦slechthorend⟧.", Level.NEAR, "Hij is zintuiglijk beperkt."),
    (T.HEALTH, "Een bode die ⟦stottert⟧, deed open.", Level.ABSENT, "Een bode deed open."),
    # work and school
    (T.EMPLOYER, "Ze werkt bij ⟦een drukkerij in Goes⟧.", Level.NEAR, "Ze werkt bij een drukkerij."),
    (T.EMPLOYER, "Ze werkt bij ⟦een drukkerij in Goes⟧.", Level.BROAD, "Ze werkt bij een bedrijf."),
    (T.EMPLOYER, "Hij werkt in het ⟦ziekenhuis⟧.", Level.NEAR, "Hij werkt in een zorginstelling."),
    (T.EDUCATION, "Hij doet de ⟦opleiding tot kok⟧.", Level.NEAR, "Hij doet de opleiding."),
    # places and trips
    (T.PLACE, "Een bode uit ⟦Zutphen⟧ deed open.", Level.NEAR, "Een bode uit Gelderland deed open."),
    (T.PLACE, "Een bode uit ⟦Zutphen⟧ deed open.", Level.ABSENT, "Een bode deed open."),
    (T.PLACE, "Ze woont in ⟦Zutphen⟧.", Level.ABSENT, "Ze woont ergens."),
    (T.PLACE, "Het gebeurde in de ⟦hotelkamer⟧.", Level.NEAR, "Het gebeurde in een ruimte."),
    (T.PLACE, "Ze wachtte op een ⟦parkeerplaats bij Best⟧.", Level.NEAR, "Ze wachtte op een parkeerplaats."),
    (
        T.TRIP,
        "Op ⟦de dienstreis naar Barcelona⟧ dronk hij.",
        Level.NEAR,
        "Op de dienstreis naar het buitenland dronk hij.",
    ),
    (T.TRIP, "Op ⟦de dienstreis naar Barcelona⟧ dronk hij.", Level.BROAD, "Op de dienstreis dronk hij."),
    (T.TRIP, "Hij vloog naar ⟦Larnaca⟧.", Level.VAGUE, "Hij vloog naar het buitenland."),
    # dates
    (T.DATE, "Ze vertrok op ⟦17 oktober 2022⟧ met ruzie.", Level.NEAR, "Ze vertrok in oktober 2022 met ruzie."),
    (T.DATE, "Ze vertrok op ⟦17 oktober 2022⟧ met ruzie.", Level.BROAD, "Ze vertrok in het najaar van 2022 met ruzie."),
    (T.DATE, "Ze vertrok op ⟦17 oktober 2022⟧ met ruzie.", Level.VAGUE, "Ze vertrok in 2022 met ruzie."),
    (T.DATE, "Ze vertrok op ⟦17 oktober 2022⟧ met ruzie.", Level.ABSENT, "Ze vertrok met ruzie."),
    (T.DATE, "Op ⟦17 oktober⟧ vertrok ze.", Level.ABSENT, "Op enig moment vertrok ze."),
    (T.DATE, "Ze werkt er ⟦sinds 2003⟧ met plezier.", Level.ABSENT, "Ze werkt er met plezier."),
    (T.DATE, "Hij werkt er, ⟦sinds 2003⟧, met plezier.", Level.ABSENT, "Hij werkt er, met plezier."),
    (T.DATE, "⟦Een week later⟧ kwam de brief.", Level.ABSENT, "Later kwam de brief."),
    (T.DATE, "De ⟦volgende ochtend⟧ kwam de brief.", Level.ABSENT, "Later kwam de brief."),
    (T.DATE, "Dat kostte haar ⟦elf avonden⟧.", Level.BROAD, "Dat kostte haar enkele dagen."),
    (T.DATE, "Hij reed er ⟦veertig jaar⟧ rond.", Level.BROAD, "Hij reed er tientallen jaren rond."),
    (T.DATE, "Om ⟦half vier ’s nachts⟧ ging de bel.", Level.BROAD, "’s Nachts ging de bel."),
    (T.DATE, "De brief van ⟦12 mei⟧ bleef liggen.", Level.ABSENT, "De brief bleef liggen."),
    (T.DATE, "Hij komt ⟦elke dinsdag⟧ langs.", Level.ABSENT, "Hij komt regelmatig langs."),
    # groups
    (T.GROUP, "Ze is ⟦een van de vier melders⟧.", Level.NEAR, "Ze is een van de melders."),
    (T.GROUP, "Zij was ⟦de enige lasser in de ploeg⟧.", Level.BROAD, "Zij was een lasser in de ploeg."),
    (T.GROUP, "Zij was ⟦de enige die het durfde⟧.", Level.BROAD, "Zij was iemand die het durfde."),
    (T.GROUP, "Dat zeggen ⟦drie collega’s⟧ van hem.", Level.ABSENT, "Dat zeggen meerdere collega’s van hem."),
    (T.GROUP, "Dat weten de ⟦38 vrijwilligers⟧ niet.", Level.ABSENT, "Dat weten de vrijwilligers niet."),
    (T.GROUP, "Ze zaten in ⟦een groep van tien studenten⟧.", Level.ABSENT, "Ze zaten in een groep studenten."),
    (T.GROUP, "We waren ⟦met zijn vieren⟧.", Level.ABSENT, "We waren met meerdere mensen."),
    # events and channels
    (T.EVENT, "Op de ⟦zomerbarbecue in Goes⟧ viel hij.", Level.NEAR, "Op de zomerbarbecue viel hij."),
    (T.EVENT, "Op de ⟦zomerbarbecue in Goes⟧ viel hij.", Level.BROAD, "Op de bijeenkomst viel hij."),
    (T.EVENT, "Op het ⟦personeelsfeest⟧ viel hij.", Level.NEAR, "Op de bijeenkomst viel hij."),
    (T.EVENT, "Ze ⟦weigerde de rekening te tekenen⟧.", Level.VAGUE, "Ze werkte niet mee."),
    (T.OCCUPATION, "Een vrouw die bij ⟦de griffie werkt⟧, is boos.", Level.VAGUE, "Een vrouw die werkt, is boos."),
    (T.OCCUPATION, "Een man die in de ⟦ondernemingsraad zat⟧, zweeg.", Level.VAGUE, "Een man die werkte, zweeg."),
    (T.EVENT, "Hij heeft ⟦een klacht ingediend⟧.", Level.VAGUE, "Hij heeft aan de bel getrokken."),
    (T.EVENT, "Ze werd ⟦overgeplaatst naar het archief⟧.", Level.NEAR, "Ze werd overgeplaatst."),
    (T.EVENT, "Ze ⟦weigerde te tekenen⟧ en vertrok.", Level.ABSENT, "Ze vertrok."),
    (T.CHANNEL, "Hij stuurde het via ⟦Telegram⟧ door.", Level.NEAR, "Hij stuurde het via een berichtendienst door."),
    (T.CHANNEL, "Hij stuurde een ⟦appje⟧.", Level.NEAR, "Hij stuurde een bericht."),
    (T.TRAIT, "Hij rijdt in een oude ⟦Volvo⟧.", Level.NEAR, "Hij rijdt in een voertuig."),
    # what may be done unpaid is not called work
    (T.OCCUPATION, "Hij ⟦zit de volkstuinvereniging voor⟧.", Level.VAGUE, "Hij doet mee."),
    (T.OCCUPATION, "Zij heeft ⟦het koor geleid⟧.", Level.VAGUE, "Zij heeft meegedaan."),
    (T.OCCUPATION, "Zij ⟦geeft wiskunde⟧.", Level.VAGUE, "Zij werkt."),
    # what points at somebody directly
    (T.NAME, "Daarna belde ⟦Sanne Dijkgraaf⟧ zelf.", Level.ABSENT, "Daarna belde [naam bekend bij de redactie] zelf."),
    (T.NAME, "Mijn kleinzoon ⟦Lars⟧, twaalf, sliep.", Level.ABSENT, "Mijn kleinzoon, twaalf, sliep."),
    (T.ID, "Haar dossier, ⟦K-2291⟧, is zoek.", Level.ABSENT, "Haar dossier is zoek."),
    # quotations
    (
        T.QUOTE,
        "“⟦Ik was doodsbang⟧”, zegt de bode.",
        Level.VAGUE,
        "[nog in eigen woorden weer te geven], zegt de bode.",
    ),
    (T.QUOTE, "Hij zweeg. “⟦Ik was doodsbang⟧”, zegt ze. Ze huilt.", Level.ABSENT, "Hij zweeg. Ze huilt."),
    (T.QUOTE, "Toen kwam een appje: ‘⟦Je bent er geweest⟧.’", Level.ABSENT, "Toen kwam een appje: […]."),
    # numbers of people take their hedges along; one of a counted few
    (T.GROUP, "Er bleven minder dan ⟦tien collega's⟧ over.", Level.ABSENT, "Er bleven weinig collega's over."),
    (T.GROUP, "Zij is ⟦de enige van vier moeders⟧ die bleef.", Level.BROAD, "Zij is een van de moeders die bleef."),
    (T.GROUP, "Als ⟦enige van de acht⟧ mailde hij.", Level.BROAD, "Als een van hen mailde hij."),
    (T.GROUP, "Zij was Anna’s ⟦enige deelgenoot⟧.", Level.ABSENT, "Zij was Anna’s […]."),
    (T.GROUP, "Zij was Hulsts ⟦eerste vrouwelijke chef⟧.", Level.ABSENT, "Zij was Hulsts […]."),
    # words next to the detail
    (T.OCCUPATION, "Uw ⟦nanny⟧ heeft een klacht.", Level.NEAR, "Uw hulpverlener heeft een klacht."),
    (T.DATE, "Hij kwam vorig ⟦voorjaar⟧ terug.", Level.ABSENT, "Hij kwam eerder terug."),
    (T.PLACE, "Zij sliep in ⟦hotel Bellavista⟧ die week.", Level.NEAR, "Zij sliep in een hotel die week."),
    (T.EDUCATION, "Ze kwam van de ⟦School voor Journalistiek⟧ af.", Level.NEAR, "Ze kwam van de school af."),
]

EN = [
    (T.AGE, "It was ⟦her nineteenth birthday⟧.", Level.ABSENT, "It was her birthday."),
    (T.AGE, "She celebrated ⟦her fortieth⟧ in the bar.", Level.ABSENT, "She celebrated her birthday in the bar."),
    (T.HEALTH, "She had ⟦self-harmed⟧ before that summer.", Level.VAGUE, "She had been unwell before that summer."),
    (
        T.GROUP,
        "She was ⟦the only woman of ten students on a course⟧.",
        Level.NEAR,
        "She was the only woman of the students on a course.",
    ),
    (
        T.GROUP,
        "She was ⟦the only woman of ten students on a course⟧.",
        Level.BROAD,
        "She was one of the students on a course.",
    ),
    (T.GROUP, "As ⟦the only man out of twelve nurses⟧ he rang.", Level.BROAD, "As one of the nurses he rang."),
    (T.AGE, "A ⟦34-year-old⟧ welder called us.", Level.NEAR, "A roughly 35-year-old welder called us."),
    (T.AGE, "An ⟦84-year-old⟧ widow called us.", Level.BROAD, "An eighty-something widow called us."),
    (T.AGE, "A ⟦34-year-old⟧ engineer called us.", Level.ABSENT, "An engineer called us."),
    (T.AGE, "The ⟦34-year-old⟧ called us.", Level.BROAD, "The thirty-something called us."),
    (T.AGE, "She is ⟦twenty-three⟧ and lives alone.", Level.BROAD, "She is in her twenties and lives alone."),
    (T.AGE, "The porter, ⟦58⟧, opened up.", Level.ABSENT, "The porter opened up."),
    (T.AGE, "A woman in her ⟦late fifties⟧ opened up.", Level.BROAD, "A woman in her fifties opened up."),
    (T.AGE, "A woman in her ⟦late fifties⟧ opened up.", Level.ABSENT, "A woman opened up."),
    (T.AGE, "He was ⟦16⟧ at the time.", Level.NEAR, "He was under 18 at the time."),
    (T.AGE, "He's ⟦thirty-one⟧ now.", Level.BROAD, "He's in his thirties now."),
    (T.OCCUPATION, "A ⟦nurse⟧ saw it happen.", Level.NEAR, "A health worker saw it happen."),
    (T.OCCUPATION, "A ⟦nurse⟧ saw it happen.", Level.ABSENT, "Someone saw it happen."),
    (T.OCCUPATION, "An ⟦usher⟧ saw it happen.", Level.BROAD, "A worker saw it happen."),
    (T.OCCUPATION, "The ⟦bookkeeper⟧ saw it happen.", Level.ABSENT, "The person saw it happen."),
    (T.OCCUPATION, "He is a ⟦former maths teacher⟧ in Leeds.", Level.NEAR, "He is a former teacher in Leeds."),
    (T.GENDER, "The ⟦woman⟧ left.", Level.ABSENT, "The person left."),
    (T.FAMILY, "His ⟦wife⟧ left.", Level.NEAR, "His partner left."),
    (T.FAMILY, "Her ⟦two sons⟧ slept.", Level.NEAR, "Her children slept."),
    (T.ORIGIN, "A ⟦Polish⟧ welder called.", Level.BROAD, "A foreign welder called."),
    (T.ORIGIN, "An ⟦Eritrean⟧ welder called.", Level.ABSENT, "A welder called."),
    (T.ORIGIN, "She comes from ⟦Plovdiv⟧.", Level.BROAD, "She comes from Bulgaria."),
    (T.HEALTH, "She has ⟦epilepsy⟧.", Level.NEAR, "She has health problems."),
    (T.EMPLOYER, "She works for ⟦a bakery in Truro⟧.", Level.NEAR, "She works for a bakery."),
    (T.PLACE, "A porter from ⟦Swansea⟧ opened up.", Level.NEAR, "A porter from Wales opened up."),
    (T.PLACE, "She lives in ⟦Swansea⟧.", Level.ABSENT, "She lives somewhere."),
    (T.TRIP, "On ⟦the business trip to Bologna⟧ he drank.", Level.NEAR, "On the business trip abroad he drank."),
    (T.DATE, "She left on ⟦17 October 2022⟧ in anger.", Level.NEAR, "She left in October 2022 in anger."),
    (T.DATE, "On the ⟦Friday before Advent⟧, he went home.", Level.ABSENT, "He went home."),
    (T.DATE, "She has been there for ⟦nineteen years⟧.", Level.BROAD, "She has been there for more than ten years."),
    (T.DATE, "She has worked there since ⟦2003⟧.", Level.ABSENT, "She has worked there."),
    (T.DATE, "⟦A week later⟧ the letter came.", Level.ABSENT, "Later the letter came."),
    (T.GROUP, "She is ⟦one of the four reporters⟧.", Level.NEAR, "She is one of the reporters."),
    (T.GROUP, "She is ⟦one of two ushers⟧ there.", Level.NEAR, "She is one of the ushers there."),
    (T.GROUP, "She was ⟦the only welder in the crew⟧.", Level.BROAD, "She was a welder in the crew."),
    (T.GROUP, "She was the firm's ⟦first female chef⟧.", Level.BROAD, "She was a female chef of the firm."),
    (T.GROUP, "She was the firm’s ⟦first female chef⟧.", Level.BROAD, "She was a female chef of the firm."),
    (T.GROUP, "Marsh’s ⟦only deputy⟧ knew.", Level.BROAD, "A deputy of Marsh knew."),
    (T.GROUP, "He was the nurses' ⟦only representative⟧.", Level.BROAD, "He was a representative of the nurses."),
    (T.AGE, "She's ⟦44⟧ and has left.", Level.ABSENT, "She has left."),
    (T.GROUP, "That is what ⟦seven colleagues⟧ say.", Level.ABSENT, "That is what several colleagues say."),
    (T.EVENT, "He ⟦refused to sign the log⟧.", Level.VAGUE, "He refused to cooperate."),
    (T.EVENT, "She was ⟦demoted to the front desk⟧.", Level.NEAR, "She was demoted."),
    (T.EVENT, "He ⟦refused to sign⟧ and went home.", Level.ABSENT, "He went home."),
    (T.CHANNEL, "He sent it on ⟦WhatsApp⟧.", Level.NEAR, "He sent it on a messaging service."),
    (T.CHANNEL, "He ⟦texts⟧ me at six.", Level.VAGUE, "He contacts me at six."),
    # what may be done unpaid is not called work
    (T.OCCUPATION, "He ⟦chairs the allotment society⟧ there.", Level.VAGUE, "He takes part there."),
    (T.OCCUPATION, "She ⟦volunteers at a shelter⟧.", Level.VAGUE, "She takes part."),
    (T.OCCUPATION, "He ⟦works for a housing association⟧.", Level.VAGUE, "He works."),
    (T.OCCUPATION, "He ⟦drives a lorry⟧.", Level.VAGUE, "He works."),
    (T.NAME, "Then ⟦Sally Marsh⟧ rang.", Level.ABSENT, "Then [name known to the editors] rang."),
    (
        T.QUOTE,
        '"⟦I was scared⟧," said the porter.',
        Level.VAGUE,
        "[still to be put in indirect speech], said the porter.",
    ),
    # numbers of people take their hedges along
    (
        T.GROUP,
        "She saw fewer than ⟦twenty families⟧ a year.",
        Level.ABSENT,
        "She saw a limited number of families a year.",
    ),
    (T.GROUP, "He was ⟦one of three people⟧ who knew.", Level.NEAR, "He was one of the people who knew."),
    # words next to the detail
    (T.DATE, "He left his job last ⟦spring⟧; she stayed.", Level.BROAD, "He left his job recently; she stayed."),
    (T.EVENT, "The lady was ⟦offered 'a nice hamper'⟧.", Level.VAGUE, "The lady was given something."),
    (T.EVENT, "She was fined ⟦£4,000 by the board⟧ last year.", Level.ABSENT, "She was fined last year."),
    (T.ORIGIN, "He came from a ⟦village below Merapi⟧ and fasts.", Level.NEAR, "He came from a village and fasts."),
]


@pytest.mark.parametrize(("type", "marked", "level", "expected"), NL)
def test_dutch(type: DetailType, marked: str, level: Level, expected: str) -> None:
    assert said(marked, type, Lang.NL)[level] == expected


@pytest.mark.parametrize(
    ("lang", "marked", "level", "expected"),
    [
        (Lang.EN, "It was ⟦her mother's⟧ 70th birthday.", Level.NEAR, "It was her parent's 70th birthday."),
        (Lang.EN, "It was her ⟦mother’s⟧ 70th birthday.", Level.ABSENT, "It was someone’s 70th birthday."),
        (Lang.EN, "She lives in ⟦his father's⟧ house.", Level.VAGUE, "She lives in a relative's house."),
        (Lang.EN, "It was ⟦her twins'⟧ birthday.", Level.NEAR, "It was her children's birthday."),
        (Lang.EN, "A welder ⟦whose mother⟧ is 70 rang.", Level.NEAR, "A welder whose parent is 70 rang."),
        (Lang.EN, "She wrote ⟦her parents⟧ a letter.", Level.VAGUE, "She wrote her relatives a letter."),
        (Lang.NL, "Het was haar ⟦moeders⟧ huis.", Level.ABSENT, "Het was [gezinssituatie weggelaten] huis."),
        (Lang.NL, "Een lasser ⟦wier moeder⟧ ziek is, belde.", Level.NEAR, "Een lasser wier ouder ziek is, belde."),
    ],
)
def test_what_a_relative_owns_does_not_become_the_sources_own(
    lang: Lang, marked: str, level: Level, expected: str
) -> None:
    assert said(marked, T.FAMILY, lang)[level] == expected


def test_no_private_employer_is_called_a_public_one() -> None:
    sentences = (
        (Lang.EN, "She works for ⟦an agency⟧."),
        (Lang.EN, "She works for ⟦a law firm⟧."),
        (Lang.NL, "Zij werkt bij ⟦een deurwaarderskantoor⟧."),
        (Lang.NL, "Zij werkt bij ⟦de reclassering⟧."),
    )
    for lang, marked in sentences:
        draft, found = place(marked, T.EMPLOYER, lang)
        value = value_of(T.EMPLOYER, draft.text, found.span, lang)
        texts = said(marked, T.EMPLOYER, lang, dict(value)).values()
        assert not [text for text in texts if "public" in text or "overheid" in text]
    assert said("She works for ⟦an agency⟧.", T.EMPLOYER, Lang.EN)[Level.NEAR] == "She works for an organisation."


def test_an_owner_in_dutch_gets_no_second_article() -> None:
    for owner in ("Lamonts", "Anna’s", "Loes'", "het bedrijf z'n", "’s lands"):
        assert list(said(f"Zij was {owner} ⟦enige vrouwelijke chef⟧.", T.GROUP, Lang.NL)) == [Level.ABSENT]


@pytest.mark.parametrize(("type", "marked", "level", "expected"), EN)
def test_english(type: DetailType, marked: str, level: Level, expected: str) -> None:
    assert said(marked, type, Lang.EN)[level] == expected


def test_a_ladder_climbs_and_ends_absent() -> None:
    draft, detail = place("Een ⟦34-jarige⟧ lasser belde.", T.AGE, Lang.NL)
    rungs = ladder(draft, detail)
    assert [r.level for r in rungs] == [Level.NEAR, Level.BROAD, Level.VAGUE, Level.ABSENT]
    assert [r.loss for r in rungs] == sorted(r.loss for r in rungs)
    assert all(0 < r.loss <= 1 for r in rungs)
    assert rungs[-1].value is None and rungs[-1].action is Action.REMOVE


@pytest.mark.parametrize(
    ("marked", "type", "lang", "expected"),
    [
        ("She has no ⟦children⟧ of her own.", T.FAMILY, Lang.EN, None),
        ("She is not ⟦deaf⟧.", T.HEALTH, Lang.EN, "She is not [health detail withheld]."),
        ("Ze komt niet uit ⟦Almere⟧.", T.PLACE, Lang.NL, "Ze komt niet uit [plaats weggelaten]."),
    ],
)
def test_what_is_denied_is_not_widened(marked: str, type: DetailType, lang: Lang, expected: str | None) -> None:
    """Whoever has no children may have relatives: a wider noun under "no" would claim more, not less."""
    found = said(marked, type, lang)
    assert list(found) == [Level.ABSENT]
    assert expected is None or found[Level.ABSENT] == expected


def test_a_relative_clause_stays_where_another_verb_needs_its_who() -> None:
    found = said("A woman who ⟦minded twins⟧, and later ran the house, left.", T.OCCUPATION, Lang.EN)
    assert found[Level.ABSENT] == "A woman who […], and later ran the house, left."


def test_values_say_what_the_words_say() -> None:
    draft, detail = place("Zij is ⟦34⟧ jaar.", T.AGE, Lang.NL, {"age": 34})
    near, broad, vague, absent = ladder(draft, detail)
    assert near.value == {"low": 34, "high": 36}
    assert broad.value == {"low": 30, "high": 39}
    assert vague.value == {"low": 20, "high": 39}
    assert absent.value is None


def test_an_age_at_the_time_stays_one() -> None:
    draft, detail = place("De ⟦toen 31-jarige⟧ vrouw schrok.", T.AGE, Lang.NL, {"age": 31, "then": True})
    assert ladder(draft, detail)[0].value == {"then": True, "low": 28, "high": 32}


def test_the_value_stands_in_where_the_words_are_beyond_reading() -> None:
    draft, detail = place("He is ⟦nearer seventy than sixty⟧.", T.AGE, Lang.EN, {"low": 65, "high": 69})
    assert put(draft, ladder(draft, detail)[0]) == "He is in his sixties."


def test_a_date_widens_to_spans_of_days() -> None:
    draft, detail = place("Ze vertrok op ⟦17 oktober 2022⟧ boos.", T.DATE, Lang.NL)
    values = {r.level: r.value for r in ladder(draft, detail)}
    assert values[Level.NEAR] == {"from": "2022-10-01", "to": "2022-10-31"}
    assert values[Level.BROAD] == {"from": "2022-09-01", "to": "2022-11-30"}
    assert values[Level.VAGUE] == {"from": "2022-01-01", "to": "2022-12-31"}


def test_a_year_long_ago_is_told_from_the_month_of_publication() -> None:
    marked = "In ⟦2016⟧ kreeg ze een contract."
    assert (
        said(marked, T.DATE, Lang.NL, published=(2023, 4))[Level.VAGUE] == "Enkele jaren geleden kreeg ze een contract."
    )
    assert Level.VAGUE not in said(marked, T.DATE, Lang.NL)


def test_a_trip_abroad_by_its_value_alone() -> None:
    marked = "Op ⟦de dienstreis naar Vliermaal⟧ dronk hij."
    assert Level.NEAR in said(marked, T.TRIP, Lang.NL)
    widened = said(marked, T.TRIP, Lang.NL, {"kind": "business", "abroad": True})
    assert widened[Level.NEAR] == "Op de dienstreis naar het buitenland dronk hij."


def test_a_town_is_told_by_its_value_where_the_list_lacks_it() -> None:
    marked = "Ze komt uit ⟦Kleinbrot⟧."
    assert Level.BROAD not in said(marked, T.PLACE, Lang.NL)
    assert said(marked, T.PLACE, Lang.NL, {"country": "DE"})[Level.BROAD] == "Ze komt uit Duitsland."


def test_a_message_of_the_accused_stays_known_to_him_in_other_words() -> None:
    marked = "Hij schreef: “⟦Jij komt hier niet meer in⟧.”"
    draft, detail = place(marked, T.QUOTE, Lang.NL, {"words": 6, "dyadic": True, "by": "accused"})
    own_words, gone = ladder(draft, detail)
    assert own_words.action is Action.PARAPHRASE and own_words.value == {"dyadic": True, "by": "accused"}
    assert "Jij komt" not in own_words.text and gone.value is None


def test_words_that_somebody_said_are_changed_in_brackets() -> None:
    marked = "“Mijn ⟦vrouw⟧ belde nog”, zegt hij."
    assert said(marked, T.FAMILY, Lang.NL)[Level.NEAR] == "“Mijn [partner] belde nog”, zegt hij."
    marked = "“Dat was op ⟦Koningsdag⟧ in het park”, zegt hij."
    assert "[" in said(marked, T.DATE, Lang.NL)[Level.ABSENT]


def test_marks_of_irony_go_with_the_word_they_stand_around() -> None:
    marked = "Ze moest op ‘⟦verbetergesprek⟧’ komen."
    assert "‘" not in said(marked, T.EVENT, Lang.NL)[Level.NEAR]


def test_an_earlier_edit_in_the_sentence_does_no_harm() -> None:
    marked = "[naam bekend bij de redactie], ⟦34⟧, werkte bij […]."
    assert said(marked, T.AGE, Lang.NL)[Level.ABSENT] == "[naam bekend bij de redactie] werkte bij […]."


def test_markdown_stays_whole() -> None:
    assert said("**⟦Verpleegster⟧**, al jaren.", T.OCCUPATION, Lang.NL)[Level.NEAR] == "**Zorgverlener**, al jaren."


def test_a_span_without_a_word_has_no_ladder() -> None:
    draft, detail = place("Dat was het⟦.⟧", T.TRAIT, Lang.NL)
    assert ladder(draft, detail) == ()


def test_no_text_in_reprs() -> None:
    draft, detail = place("De ⟦griffier⟧ vertrok.", T.OCCUPATION, Lang.NL)
    assert "griffier" not in repr(ladder(draft, detail)) and "ambtenaar" not in repr(ladder(draft, detail))


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("type", [T.OCCUPATION, T.EMPLOYER, T.EDUCATION, T.FAMILY, T.HEALTH, T.EVENT, T.TRAIT, T.PLACE])
def test_a_class_of_ours_is_left_or_made_wider(lang: Lang, type: DetailType) -> None:
    entries = [list(entry.values()) for entry in lexicon(lang).entries(type)]
    classes = {noun.singular for entry in entries for noun in entry}
    wider: dict[str, set[str]] = {}
    for entry in entries:
        for at, noun in enumerate(entry):
            wider.setdefault(noun.singular, set()).update(other.singular for other in entry[at + 1 :])
    lead, article = ("Toen zagen ze", "een") if lang is Lang.NL else ("Then they saw", "the")
    for name in classes:
        before, after = f"{lead} {article} ", " daar." if lang is Lang.NL else " there."
        draft = Draft(before + name + after, lang)
        span = Span(len(before), len(before) + len(name))
        value = value_of(type, draft.text, span, lang)
        for rung in ladder(draft, Detail("d1", span, type, 1.0, value)):
            if is_placeholder(lang, rung.text):
                continue
            said_now = {word for word in classes if re.search(rf"\b{re.escape(word)}\b", rung.text)}
            longest = {word for word in said_now if not any(word != other and word in other for other in said_now)}
            assert longest <= wider[name] | {name} | set(phrases(lang).generic), (name, rung.text)


@pytest.mark.parametrize(
    ("lang", "marked"),
    [
        (Lang.NL, "Hij werkte ⟦meer dan tien jaar⟧ bij ons."),
        (Lang.NL, "Hij werkte ⟦ruim vijf jaar⟧ bij ons."),
        (Lang.NL, "Hij werkte ⟦minder dan tien jaar⟧ bij ons."),
        (Lang.EN, "She worked ⟦more than ten years⟧ with us."),
        (Lang.EN, "She worked ⟦at least six weeks⟧ with us."),
        (Lang.EN, "He ⟦took part⟧ there."),
    ],
)
def test_what_may_be_more_is_not_told_as_less(lang: Lang, marked: str) -> None:
    type = T.OCCUPATION if "part" in marked else T.DATE
    assert list(said(marked, type, lang)) == [Level.ABSENT]


def test_what_is_surely_more_is_told_so() -> None:
    assert said("Hij was er ⟦ruim twaalf jaar⟧.", T.DATE, Lang.NL)[Level.BROAD] == "Hij was er meer dan tien jaar."
    assert said("Hij was er ⟦bijna twintig jaar⟧.", T.DATE, Lang.NL)[Level.BROAD] == "Hij was er meer dan tien jaar."


@pytest.mark.parametrize(
    ("lang", "marked", "country", "region"),
    [
        (Lang.NL, "Ze woont in ⟦Zwartsluis⟧.", "NL", "Overijssel"),
        (Lang.NL, "Ze woont in ⟦Hasselt⟧.", "BE", "Vlaanderen"),
        (Lang.EN, "She lives in ⟦Swansea⟧.", "GB", "Wales"),
    ],
)
def test_a_town_told_by_its_region_is_still_in_that_region(lang: Lang, marked: str, country: str, region: str) -> None:
    draft, found = place(marked, T.PLACE, lang, {"kind": "town", "country": country})
    near = next(rung for rung in ladder(draft, found) if rung.level is Level.NEAR)
    assert near.value == {"country": country, "name": region, "kind": "region"}
    table = table_of(country)
    assert table is not None and table.with_word("region", region) is not None


def test_every_region_of_a_country_with_figures_has_one() -> None:
    for country in ("NL", "BE", "GB"):
        table = table_of(country)
        assert table is not None
        for names in gazetteer._table()["codes"][country].values():
            assert all(table.with_word("region", name) for name in names.split("|"))


def test_a_town_is_no_kind_of_thing_whatever_its_name_ends_in() -> None:
    town = {"name": "Zwartsluis", "country": "NL", "kind": "town", "population": 4890}
    told = said("Zij woont in ⟦Zwartsluis⟧.", T.PLACE, Lang.NL, town)
    assert told[Level.NEAR] == "Zij woont in Overijssel."
    assert told[Level.BROAD] == "Zij woont ergens in Nederland."


MENDED = [
    (
        Lang.NL,
        T.ORIGIN,
        "Hij spreekt vloeiend ⟦Fries en Deens⟧ en zeilt.",
        {"kind": "region", "code": "frisia"},
        "Hij spreekt vloeiend andere talen en zeilt.",
    ),
    (
        Lang.NL,
        T.ORIGIN,
        "Hij komt uit ⟦Bulgarije⟧ en spreekt ons wel.",
        {"kind": "nationality", "code": "BG"},
        "Hij komt uit het buitenland en spreekt ons wel.",
    ),
    (
        Lang.NL,
        T.GROUP,
        "Ze was ⟦de enige van de zes chefs die een cijfer lager dan vier kreeg⟧.",
        {"unique": True, "size": 6},
        "Ze was een van de chefs die een cijfer lager dan vier kreeg.",
    ),
    (
        Lang.EN,
        T.OCCUPATION,
        "He was a ⟦cook for the folk singer⟧ Caleb Orme, and he knows.",
        {},
        "He was a hospitality worker for the folk singer Caleb Orme, and he knows.",
    ),
    (Lang.EN, T.OCCUPATION, "The fourth is a ⟦bursar⟧'s clerk.", {"group": "other"}, "The fourth is a clerk."),
    (Lang.NL, T.OCCUPATION, "De laatste is ⟦een familielid⟧.", {}, "De laatste is een familielid."),
    (Lang.EN, T.ORIGIN, "She is from County ⟦Mayo⟧ and sings.", {"term": "mayo"}, "She is from […] and sings."),
    (Lang.EN, T.PLACE, "He taught physics at ⟦home⟧.", {}, "He taught physics at home."),
    (
        Lang.EN,
        T.AGE,
        "⟦Aged 24⟧, and still at school, he went.",
        {"age": 24},
        "In his twenties, and still at school, he went.",
    ),
    (Lang.EN, T.AGE, "A man ⟦aged 24⟧ told us so.", {"age": 24}, "A man aged about 25 told us so."),
]


@pytest.mark.parametrize(("lang", "type", "marked", "value", "wanted"), MENDED)
def test_what_strangers_drafts_broke(lang: Lang, type: DetailType, marked: str, value: dict, wanted: str) -> None:
    assert wanted in said(marked, type, lang, value).values()


def test_what_somebody_is_to_a_named_one_stays_with_the_name() -> None:
    marked = "Je werkte vier jaar ⟦als assistente van theatermaker⟧ Rogier Dalsum."
    texts = said(marked, T.OCCUPATION, Lang.NL, {"group": "business"}).values()
    assert texts and all(re.search(r" als \S.* van theatermaker Rogier Dalsum", text) for text in texts)
