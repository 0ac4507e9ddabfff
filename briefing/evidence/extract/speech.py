"""The words of speech: verbs that attribute a quotation, pronouns, and the ends of sentences."""

import re
from functools import lru_cache

FOREIGN = "sagte|erklärte|betonte|сказал|сказала|заявил|заявила|отметил|отметила|добавил|добавила|подчеркнул|сообщил"
"""German and Russian for said, added and the like: enough for a quotation left in its language."""

FINITE = (
    FOREIGN + "|said|says|say|told|tells|asked|asks|added|adds|noted|notes|stated|states|wrote|writes|announced|argued"
    "|argues|argue|warned"
    "|warns|warn|explained|explains|insisted|insists|insist|replied|replies|claimed|claims|claim|declared"
    "|declares|emphasised"
    "|emphasized|emphasises|emphasizes|stressed|stresses|reaffirmed|reasserted|commented|comments|tweeted|tweets"
    "|posted"
    "|spoke|speaks|described|describes|called|calls|concluded|concludes|continued|continues|remarked|remarks|repeated"
    "|quipped|urged|urges|testified|answered|answers|recalled|recalls|observed|observes|maintained|maintains"
    "|acknowledged"
    "|acknowledges|pointed out|points out|reported|reports|predicted|predicts|hailed|hails|dismissed|dismisses"
    "|defended"
    "|defends|criticised|criticized|criticises|criticizes|labelled|labeled|labels|dubbed|underlined|underlines"
    "|reiterated"
    "|reiterates|vowed|vows|pledged|pledges|promised|promises|accused|accuses|welcomed|welcomes|praised|praises"
    "|opposed"
    "|commended|cautioned|cautions|conceded|concedes|admitted|admits|suggested|suggests|expressed|mentioned|responded"
    "|responds|countered|counters|denounced|denounces|condemned|condemns|blamed|blames|touted|referred|refers|joked"
    "|lamented|laments|complained|complains|protested|boasted|shouted|asserted|asserts|contended|contends|affirmed"
    "|affirms|agreed|agrees|confirmed|confirms|denied|denies|disclosed|revealed|reveals|thanked|apologised|apologized"
    "|chanted|summarised|summarized|termed|termed|quoted|put it|puts it|went on|proclaimed|retorted|pleaded"
    "|demanded|demands|hoped"
)
THINKING = (
    "envisioned|envisions|envisages|envisaged|imagined|foresaw|foresees|considers|considered|believes|believed"
    "|sees|saw"
    "|views|viewed|regards|regarded|rejected|rejects|slammed|slams|blasted|decried|ridiculed|mocked|likened|compared"
    "|invoked|cited|cites|characterised|characterized|portrayed|branded|brands|deemed|deems|attacked|attacks"
    "|supported"
    "|backed|signalled|signaled|hinted|ordered|proposed|offered|swore|lauded|celebrated|applauded|fears|feared|wants"
    "|wanted|sought|expects|expected|threatened|threatens|thinks|thought|felt|feels|questioned|questions|spoken"
    "|apologized"
)
"""Verbs of thinking and judging: they attribute quoted words only where no verb of speech does."""

PARTICIPLES = (
    "adding|noting|saying|calling|stressing|repeating|warning|stating|arguing|explaining|insisting|claiming"
    "|emphasising"
    "|emphasizing|describing|writing|urging|telling|quoting|declaring|asking|citing|concluding|pledging|vowing"
    "|promising"
    "|announcing|suggesting|acknowledging|admitting|tweeting|dubbing|labelling|labeling|accusing|praising|underlining"
    "|reiterating|posting|commenting|remarking|observing|recalling|pointing out|dismissing"
)
STRICT = (
    FOREIGN + "|said|says|say|told|tells|asked|asks|added|adds|noted|notes|stated|states|wrote|writes|argued|argues"
    "|warned|warns|explained|explains"
    "|insisted|insists|replied|claimed|claims|declared|declares|emphasised|emphasized|stressed|commented|tweeted"
    "|concluded|concludes|continued|continues|remarked|repeated|quipped|urged|testified|answered|recalled|observed"
    "|observes|maintained|acknowledged|pointed out|predicted|underlined|reiterated|vowed|pledged|promised|cautioned"
    "|conceded|admitted|suggested|responded|countered|joked|lamented|complained|asserted|contended|affirmed|agreed"
    "|confirmed|announced|went on|posted|reported|shouted|proclaimed|retorted|pleaded|boasted|asserts|insist"
    "|warn|argue|wondered"
)
"""The verbs that stand beside a quotation without anything between: said X, X said."""

PRONOUN = r"(?:he|she|it|they|who|он|она|они|er|sie)"
HELPERS = (
    r"(?:has|had|have|also|later|then|further|once|earlier|recently|repeatedly|previously|himself|herself|itself"
    r"|in turn"
    r"|again|now|still|would|will|did|subsequently|[a-z]+ly|in a statement|in an interview|on Twitter|on X|both"
    r"|all|first"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)

_ABBREVIATIONS = [
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Prof",
    "Sen",
    "Sens",
    "Rep",
    "Reps",
    "Gov",
    "Gen",
    "Lt",
    "Col",
    "Maj",
    "Adm",
    "Capt",
    "Sgt",
    "St",
    "Jr",
    "Sr",
    "No",
    "Nos",
    "Inc",
    "Ltd",
    "Co",
    "Corp",
    "vs",
    "Del",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Aug",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
    "approx",
    "Rs",
    "Fig",
    "Art",
    "Brig",
    "Hon",
    "Rev",
    "Messrs",
    "Mt",
    "Ft",
]


SILENT_STOP = "\u2024"
"""What overwrites a stop that ends no sentence."""


@lru_cache(maxsize=1)
def _abbreviated() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(_ABBREVIATIONS)})\.|(?<![\w’'])[^\W\d_]\.(?=[^\W\d_]\.|\s[^\W\d_a-z])"
        rf"|(?<=\.[^\W\d_])\.(?=\s)"
    )


def silenced(text: str) -> str:
    """The text with the stops of abbreviations and initials overwritten; all offsets are the same."""
    return _abbreviated().sub(lambda match: match[0][:-1] + SILENT_STOP, text)


def spelled(words: str) -> str:
    """Words of a silenced text as they were."""
    return words.replace(SILENT_STOP, ".")


@lru_cache(maxsize=1)
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"(?<![.!?…])[.!?…]++[\"”’»)\]]*+\s++(?=[\"“‘«„(\[]?[^\W\d_a-z]|\x01)|\n\s*+")


def sentence_ends(text: str) -> list[int]:
    """The offsets at which a new sentence starts in a silenced text."""
    return [match.end() for match in _sentence_end().finditer(text)]
