"""What the emoji before a subject say, as https://gitmoji.dev has them."""

import re

from core.model import WorkKind

_MEANING = {
    WorkKind.FEATURE: "✨ :sparkles: 👔 :necktie:",
    WorkKind.FIX: "🐛 :bug: 🚑 :ambulance: 🩹 :adhesive_bandage: 🥅 :goal_net:",
    WorkKind.SECURITY: "🔒 :lock: 🛂 :passport_control:",
    WorkKind.PERFORMANCE: "⚡ :zap:",
    WorkKind.REMOVAL: "🔥 :fire: ⚰ :coffin:",
    WorkKind.REFACTORING: "♻ :recycle: 🏗 :building_construction:",
    WorkKind.DOCUMENTATION: "📝 :memo: 📚 :books: 💡 :bulb:",
    WorkKind.TEST: "✅ :white_check_mark: 🧪 :test_tube: 📸 :camera_flash:",
    WorkKind.CHORE: "⬆ :arrow_up: ⬇ :arrow_down: 📌 :pushpin: 👷 :construction_worker: 💚 :green_heart: 🔧 :wrench: 🔨 :hammer: "
    "🚨 :rotating_light: 🔖 :bookmark: 🙈 :see_no_evil: 📦 :package:",
}
_KINDS = {sign: kind for kind, signs in _MEANING.items() for sign in signs.split()}
_UNFINISHED = frozenset(["🚧", ":construction:"])
EMOJI = re.compile(r"\s*(?::[a-z0-9_+-]{2,40}:|[☀-➿⬀-⯿\U0001f000-\U0001faff️]+)\s*")


def leading(text: str) -> str:
    """Return the emoji that a text begins with, and the blanks around it."""
    found = EMOJI.match(text)
    return found.group() if found else ""


def kind_of(emoji: str) -> WorkKind | None:
    """Return the kind of work that an emoji stands for."""
    return _KINDS.get(emoji.strip().rstrip("️"))


def is_unfinished(emoji: str) -> bool:
    """Say whether an emoji marks work in progress."""
    return emoji.strip().rstrip("️") in _UNFINISHED
