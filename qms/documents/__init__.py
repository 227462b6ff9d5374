"""Make documents: template library, answers, skins, Markdown to Word, rendering and lint.

`qms.documents.api` offers what other rooms call; import it inside functions: it loads the Word libraries.
"""

from __future__ import annotations
