#!/usr/bin/env python3
"""Packs the IANA time zone database for package calendar: zoneinfo.zip (TZif files, stored) and VERSION ("2026f").

    pip install tzdata==2026.6        # in a virtual environment; a newer one for newer zones
    python shared/calendar/zones/update.py

PyPI's tzdata is the Python project's copy of the IANA database (data: public domain; packaging: Apache-2.0).
The same input gives the same bytes. Afterwards run: go test ./shared/calendar
"""
import importlib.resources
import pathlib
import zipfile

import tzdata

here = pathlib.Path(__file__).parent
source = importlib.resources.files("tzdata")
names = sorted(source.joinpath("zones").read_text().split())
with zipfile.ZipFile(here / "zoneinfo.zip", "w", zipfile.ZIP_STORED) as out:
    for name in names:
        entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        entry.external_attr = 0o644 << 16
        out.writestr(entry, source.joinpath("zoneinfo", *name.split("/")).read_bytes())
(here / "VERSION").write_text(tzdata.IANA_VERSION + "\n")
print(f"{len(names)} zones of version {tzdata.IANA_VERSION}")
