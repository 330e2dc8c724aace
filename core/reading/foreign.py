"""Whether a subject is written in another language than English, whose words are passed on as they are."""

import re

# Words of German, Spanish, Portuguese, French, Italian and Dutch that no English subject has for its own.
_WORDS = frozenset(
    (
        "der das und im am ins für von nicht des dem den mit bei wurde wurden werden zum zur auf aus beim als nach sind einer eine einen "
        "kein keine wird werden ist ein sich durch ohne "
        "wenn nur auch fehlende fehlenden neue neuer neues behoben hinzugefügt korrigiert implementiert verbessert entfernt aktualisiert "
        "erweitert eingebaut umgestellt angepasst erstellt umbenannt bereinigt "
        "la los las para por una con que se de el y corrige corregido corregir añade añadir agrega agregar agregado arregla arreglar "
        "arreglado actualiza actualizar cambios elimina eliminar mejora mejorar "
        "dos das na nos uma pela pelo em adiciona adicionar adicionado corrigir corrigido atualiza atualizar melhora melhorar refatora "
        "ajustes "
        "le les du et pour dans avec une est pas sur ajout ajoute corriger mise suppression "
        "della nel di non che gli aggiunto aggiunge "
        "het een voor niet naar toegevoegd"
    ).split()
)
_ENGLISH = frozenset("a an the of for to in on with from and or is are by when if at as into not that this it its after before".split())
_SCRIPT = r"[\u0370-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # compiled late: 2 ms


def is_foreign(words: str) -> bool:
    """Say whether a subject, without its prefix, has another script or more words of another language than of English."""
    if not words.isascii() and re.search(_SCRIPT, words):
        return True
    each = re.findall(r"[^\W\d_]+", words.lower())
    foreign = sum(word in _WORDS or not word.isascii() for word in each)
    return foreign > sum(word in _ENGLISH and word not in _WORDS for word in each)
