"""The texts of a plain recap."""

from core.telling.plain import Body


def texts(body: Body) -> list[str]:
    return [bullet.text for bullet in body.bullets]
