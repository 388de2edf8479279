"""What people read, in Vietnamese and English, made at the edge from parameters; nothing of it is ever stored."""

from civicflow.messages.alphabet import sort_key as sort_key
from civicflow.messages.catalogues import LANGUAGES as LANGUAGES
from civicflow.messages.words import Words as Words
from civicflow.messages.words import titles as titles
