#!/usr/bin/env python3
"""Writes holidays/<country[-subdivision]>.json for 2026 and 2027 from PyPI's holidays 0.109 (MIT licence).

    pip install holidays==0.109       # in a virtual environment
    python infra/data/generate_holidays.py

One file per holiday set that call-centres.json names. Dates are the library's PUBLIC category, observed days included. The same version
gives the same bytes. An operator whose days differ overrides them in "special" of its call centre: a generated file is never edited.
"""
import json
import pathlib

import holidays

YEARS = [2026, 2027]
VERSION = "0.109"

if holidays.__version__ != VERSION:
    raise SystemExit(f"needs holidays {VERSION}, found {holidays.__version__}")

here = pathlib.Path(__file__).parent
centres = json.loads((here / "call-centres.json").read_text())["callCentres"]
wanted = sorted({c["holidays"] for c in centres if c["holidays"]})

# ISO 3166-2 names that the library spells otherwise.
SUBDIVISIONS = {"FR-974": "974"}

folder = here / "holidays"
folder.mkdir(exist_ok=True)
for old in folder.glob("*.json"):
    if old.stem not in wanted:
        old.unlink()
for name in wanted:
    country, _, subdivision = name.partition("-")
    days = holidays.country_holidays(country, subdiv=SUBDIVISIONS.get(name, subdivision) or None, years=YEARS, language="en_US" if country != "GB" else None)
    out = {
        "generated": "by infra/data/generate_holidays.py: do not edit",
        "source": f"PyPI holidays {VERSION} (MIT)",
        "country": country,
        **({"subdivision": subdivision} if subdivision else {}),
        "years": YEARS,
        "holidays": {day.isoformat(): days[day] for day in sorted(days) if day.year in YEARS},
    }
    (folder / f"{name}.json").write_text(json.dumps(out, indent=2, ensure_ascii=False) + "\n")
    print(name, len(out["holidays"]))
