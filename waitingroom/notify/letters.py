"""What a text message says: that somebody is called, and nothing about whom, where or why."""

GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The characters a telephone network sends in seven bits. Source: 3GPP TS 23.038."""

GSM_7_TWICE = frozenset("\f^{}\\[~]|€")
"""Those that take two places."""

ONE_MESSAGE = 160
"""Places in one message; a longer text is sent, and paid for, as several."""

DANISH = ("da", "fo", "kl")
"""Languages whose speakers get the Danish text; all others get the English one."""

CALLED = {
    "da": "Du bliver kaldt ind til din videosamtale nu. Åbn linket: {link}",
    "en": "You are being called to your video call now. Open the link: {link}",
}


def called(language: str, link: str) -> str:
    """Tells somebody that it is their turn, with the link that leads back to their place."""
    spoken = language.partition("-")[0].lower()
    return CALLED["da" if spoken in DANISH else "en"].format(link=link)


def is_one_message(text: str) -> bool:
    """Whether this is sent as one message, without a character that doubles its size."""
    if not GSM_7.union(GSM_7_TWICE).issuperset(text):
        return False
    return len(text) + sum(each in GSM_7_TWICE for each in text) <= ONE_MESSAGE
