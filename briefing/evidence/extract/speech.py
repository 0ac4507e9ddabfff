"""The words of speech: verbs that attribute a quotation, pronouns, and the ends of sentences."""

import re
from functools import lru_cache

FOREIGN = "sagte|erklärte|betonte|сказал|сказала|заявил|заявила|отметил|отметила|добавил|добавила|подчеркнул|сообщил"
"""German and Russian for said, added and the like: enough for a quotation left in its language."""

_BESIDE = (
    "acknowledged|acknowledges|added|adds|admits|admitted|affirmed|affirms|agreed|agrees|announced|"
    "answered|answers|argue|argued|argues|asked|asks|asserted|asserts|believes|boasted|boasts|"
    "cautioned|cautions|claimed|claims|commented|comments|complained|complains|conceded|concedes|"
    "concluded|concludes|confirmed|confirms|contended|contends|continued|continues|countered|"
    "counters|declared|declares|emphasised|emphasized|explained|explains|insist|insisted|insists|"
    "joked|jokes|lamented|laments|laughed|laughs|maintained|maintains|mused|muses|noted|notes|"
    "objected|observed|observes|pleaded|pledged|pledges|pointed out|posted|predicted|predicts|"
    "proclaimed|promised|promises|quipped|quips|recalled|recalls|recounted|recounts|reiterated|"
    "reiterates|remarked|remarks|repeated|repeats|replied|replies|reported|reports|responded|"
    "responds|retorted|said|say|says|shouted|shouts|sighed|sighs|stated|states|stressed|stresses|"
    "suggested|suggests|tells|testified|thinks|told|tweeted|tweets|underlined|underlines|urged|"
    "urges|vowed|vows|warn|warned|warns|went on|whispered|wondered|wonders|writes|wrote"
)
STRICT = f"{FOREIGN}|{_BESIDE}"
"""The verbs that stand beside a quotation without anything between: said X, X said."""

_BEFORE = (
    "accused|accuses|apologised|apologized|blamed|blames|called|calls|chanted|claim|commended|"
    "condemned|condemns|criticised|criticises|criticized|criticizes|defended|defends|demanded|"
    "demands|denied|denies|denounced|denounces|described|describes|disclosed|dismissed|dismisses|"
    "dubbed|emphasises|emphasizes|expressed|hailed|hails|hoped|labeled|labelled|labels|mentioned|"
    "opposed|points out|praised|praises|protested|put it|puts it|quoted|reaffirmed|reasserted|"
    "referred|refers|revealed|reveals|speaks|spoke|summarised|summarized|termed|thanked|touted|"
    "welcomed|welcomes"
)
FINITE = f"{STRICT}|{_BEFORE}"
"""All verbs of speech: those that only lead to a quotation too, as in: X called it “…”."""

THINKING = (
    "applauded|attacked|attacks|backed|believed|blasted|branded|brands|celebrated|characterised|"
    "characterized|cited|cites|compared|considered|considers|decried|deemed|deems|envisaged|"
    "envisages|envisioned|envisions|expected|expects|feared|fears|feels|felt|foresaw|foresees|"
    "hinted|imagined|invoked|lauded|likened|mocked|offered|ordered|portrayed|proposed|questioned|"
    "questions|regarded|regards|rejected|rejects|ridiculed|saw|sees|signaled|signalled|slammed|"
    "slams|sought|spoken|supported|swore|thought|threatened|threatens|viewed|views|wanted|wants"
)
"""Verbs of thinking and judging: they attribute quoted words only where no verb of speech does."""

PARTICIPLES = (
    "accusing|acknowledging|adding|admitting|announcing|arguing|asking|calling|citing|claiming|"
    "commenting|concluding|declaring|describing|dismissing|dubbing|emphasising|emphasizing|"
    "explaining|insisting|labeling|labelling|noting|observing|pledging|pointing out|posting|"
    "praising|promising|quoting|recalling|reiterating|remarking|repeating|saying|stating|stressing|"
    "suggesting|telling|tweeting|underlining|urging|vowing|warning|writing"
)

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
