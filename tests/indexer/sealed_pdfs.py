"""Small PDFs that AES protects, made once with pypdf and the cryptography package, which the tests do without.

Each says "Lukket møtereferat om klager". Packed with zlib, then base64.
"""

from __future__ import annotations

import base64
import zlib


def sealed(packed: str) -> bytes:
    """Return the file."""
    return zlib.decompress(base64.b64decode(packed))


# 128 bits; the password is "hemmelig".
AES_128 = (
    "eNqNU8+LFDkUBr3l6h9gBAf04FSSSlIJNM3Or9Zxd3aaadcfiEgq9TKW9FQNVelhxuOuB/G6CANexF0ET3vb655G0YuIZ0Gdo2dP"
    "uyymanrGxvZgUVUk33vve1+SLzP9xd45OhujmQ/7r94gigku09uo00FRvyqzkYUKdwRjFBQHyq1WsXEsNcJlKQBT2tEYWGolKJXG"
    "jhCeAjfAJTCqdEa4EsR1UbeLoMgaZjbR4dLOJuCob9ahRtFCOSo8pij6Mc9qfB3zkLiGb0yUxlOlC8abYbmODjhww702UcC/2QtF"
    "a1CXo8qGiibSK0PfdoDFIUF4oxXIcjNfbgctZJa0n9ACK86CqsBUQag7aBnEFz5Mayy/kiCmJDTtUDQYpb6dNmBY9LypoRUSXYDh"
    "FvjcGhQtFbbM8mIdR1fyYq6o80NgooGcaPATFOv+Flakide+ArOBjj8is3eH528Wg93lZ3vv/7z/X//SSJ+49uD1qTOdF/+f1Re7"
    "e8/fPXn48dPVx9tnfnZ/nfv76db1X/89fe8Z3jyZxy//6e+erX/4/Y9etHds/+1vTd8x9VhBMqHgMuZhe5vfWAtlKuwV5kxzLROm"
    "WdjmfOiDq6KBN0VmqgxFq8FiJE6oSWRiLCMhN9FgZfARpIq5xNKUpYnlTDqjY6W4lZQYaXQmYy2cJUk4r19wx6WaWk0MqFjZhNqY"
    "Kgsm1SkBHiKGqdRxEIE2EcpwKnkwLAjpnDOEEhVYFnqtFwY+G4/mRv7W0lZz1tFiaVc3oWiSVnA0tzS4zL4sVB76ZuA3eviAoJlU"
    "R5Mvh7ZdgUMEK0SOHiyFiAV2+AijwTttpDjCKI2nsYRNYeG+TmGxmM7jXE9hIpnAfGXyIVTt2Q7yOxAkR2tl6XF84PvlwpWYjseL"
    "4aZ0JHFGWmeZTSSLiSNcEnBaBFGWap10vyflRuv9amfT4+TwQtXeVL7dOKUkmplZWu2hz1HaUD0="
)
# 256 bits; the password is "blåbær".
AES_256 = (
    "eNqNVDtvHFUUFh2aggZBGoqrSItokrnvB1pZOLY3QSTysguBCIy4j3PtAXvGmp21knQIfgCChgoJ0UFEAbQ0FLRI0CAqROAHQAcS"
    "CmfW9rJiKRjNSPeeex7ffOc7dzDeHl1il0Ux+Pn+t98XjFDShDeK4bAox22T5hFaMkwxSKkYkwwfYUBSJr21QUPSOfKkotA6sgjG"
    "iGS4kIpS52TKgokkdNooNjYKqFOfma9UeOHOMZBy7PdhVpRbzbzuCCvK56o0I68QiY4TsrcSKtZCt3znD5v94jQH6XNPVgLkf9Yq"
    "ygnMmnkbMaI/GTVYd7Eg6jwBvuUNSJW/0txGLPQyXXzKKWIlR1SYqQWMOy2J4OsOtzOi/wVBrUHoyxXldB66xbY34k9f8TNYACmv"
    "weEJdFX0RblTxyZV9T4pX6rqzXpWnRtWCuiVAteh3u8OiKX9+axrwR8Vg8eef/SXkw83Xj9++9N37t/dbt/NPz71V3nvs9fmH71/"
    "YfL14cNPf3xrr7r1+5cXvnn8p0u/fffJV4/wP19+4t4XP3z+4K2HnnEHf1QPnvzg1YsX3xz8ev3qe33ds9RnCMwKgptEIb1EL7Fw"
    "hesxkdxJpw13HGmuDjtUVTntfJ18m4pyFyXmwcWgc5AmZi5NTqgxq0BZx2gWmlKpeTLRWXA6c/RLxskQrbWeqyC0yVaHHISkJgow"
    "wRrPkhZMKwjJZezni2TIacoJJCgjgwgZMqXceOm9ydl7maNSGbQHJWmyNDvNsnQmaGuoUDxbDLcyuuyURbnHpEPiKH/NYxDeGYFV"
    "tkYLLU27dLbanHcHOye9VsrtJu4eQ9073SDl5s70plgSJfi57qbd0YicJug37T+b3R0yzMrhLCqafIwU4TLugheOe5e5NQyEicA5"
    "IHAaPeXIv2WaIltIpM3geyIwDfM2aqYk+lgHNDlqbfRaMa91Fi5J5BWpYi57qQKOOeUa2RcgssImGEwzhvYIJyikzFOQ0VIIEjtg"
    "A4JzyWFrBHKdV4f/dgu5oMQWdPkQrZRQJJOljeHMLE7qpQ1vnXWb4Ws2ztmaDRu3ZpPSrdmUWbF1ra8OoV1oelrdBYRcTpqmI+J0"
    "3p+tc0PY2Xobb4ihY0oDAAWbTPYUlYui1DREKo2WTG38H5e9xcy3d447Ys4vklnn225BHLIgi8FgZ3dU/A1c85SI"
)
# 256 bits; an empty password opens it, the owner's is "eier".
AES_256_OPEN = (
    "eNqNVL+LJEUYRVCEFiM1kRUq2dDt+v0Dh8X9McMd7jHjjp6irFxVfV/tzbHbvXT3nHcHBubCYWxwoIkGgqCZf4DhiUaCXKCJ2RkK"
    "glg9uzsOjoHDDFS9qu+919+8rzcn+6OX2ZYoNn/59eGPBSOU1OFWMRgU5aSpYR6xIQMtbQw0yBRcBNRaorEOUaChXkGiwjgBKUUT"
    "k7VaWRWFUxTA+SCZs7hdbG8XWEHPzFcU3rh7hqSc+GNsi3KvnlcdYUX52gxa8i6R+eIhOVopFWule77zJ/Vxcc5Beu7DlQL5n1pF"
    "eYhtPW9iruhPRnXWXSyIuiTI3/Iawszv1neyF7pFFz/lFLGSZ1eZqcFcdy6ZzVdd3rZE/8uCWrPQyxXldB66xbYH80Pv+hYXRsor"
    "eHIbu1n0RTmsYg2z6piUb82qnaqdXQIrAnpF4ACr4+4msbQ/b7sG/Wnx3jtm69NXdq/8cfDC27fmvz3z5PjbD774+rONz7979eHG"
    "+3/t3bCPH2zd+OqbPx+TB+MB/nz04bMbz73ePvXiD48++f2gffr+91efh/2Pvnzip3j/pY/vPep1L6gvHJgVB9eJyu0leumFq7ye"
    "EMmddNpwx3ObZyddTlU57XwFvoGiHJMBighaRe+syDHihjMJmmmIEYxPUkcXQs4bWh20AqcdWqkpF8CiD1obiIkxzZIR3iotInPA"
    "MKpggQUtwOf/800ysBYsBJeE0JIZanSKSsh8rrWwmRYVUE6VFV4L4QO1NgcbLQdUUgrPMq32wESKnArHuVfJJETumZWMepZV9kaL"
    "LE07uFjtzLubw9t9Vsr9Oo7PsOovXSPlznB6XSwbJfhl7qbd6YicE/Sb5p/NeEgGSvLcqmRDjGiFoIoFp6VGSqlFxVAoaSLj2pvc"
    "yjyKIhgePNAYrcpw6huRaRy3PlexkLwx3CZGLUWTrGGgcsqZtt5SjVklShQhOFBJRa1B89xu3T/pBJvTPEEyKJcnnlNIygFK71xy"
    "Bmw0XDPpzerw32kwFZTYgi4/RCslFElkibE8M4uTaokxJtYxw9cwztkaJtT6PSndGqbMCtY1fnaCzSLT09k9zJbLw7ruiDif96tV"
    "qgm7WO/nN8SAMmtyKELIGQYlLSROJZgQIIGMILf/z5Wjxcw3d886Yi5fJG3nm27RuNwFWWxuDsej4m9b/ZH2"
)
