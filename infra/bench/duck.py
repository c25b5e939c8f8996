"""Runs statements for Athena on DuckDB, as the local engine does: a line of JSON each, answered by a line.

`python duck.py LAKE` takes {"sql", "params", "files"}: files null is the whole table, of which the engine has to find the
partitions; a list is those files and nothing else. It answers {"seconds", "read", "rows"}: read is what this process read.
"""

import glob
import json
import sys
import time

import duckdb
import sqlglot
from sqlglot import exp


def bound(sql, values):
    tree = sqlglot.parse_one(sql, read="athena")
    for hole, value in zip(list(tree.find_all(exp.Placeholder, bfs=False)), values, strict=True):
        hole.replace(exp.Literal.string(value))
    return tree.sql(dialect="duckdb")


def read_so_far():
    with open("/proc/self/io") as file:
        return int(file.readline().split()[1])


def run(lake, request):
    files = request["files"] or sorted(glob.glob(lake + "/facts/*/*/*.parquet"))
    sql = bound(request["sql"], request["params"])
    began, before = time.monotonic(), read_so_far()
    with duckdb.connect(":memory:") as db:
        db.execute("SET memory_limit = '4GB'")
        db.execute(f"SET temp_directory = '{lake}/spill'")
        db.execute("SET max_temp_directory_size = '4GB'")
        db.execute("SET disabled_optimizers = 'type_pushdown'")
        listed = ", ".join(f"'{name}'" for name in files)
        db.execute(f"""CREATE VIEW facts AS SELECT * FROM read_parquet([{listed}], union_by_name = true, hive_partitioning = true,
            hive_types = {{'fact': VARCHAR, 'month': VARCHAR}})""")
        answer = db.execute(sql)
        names = [column[0] for column in answer.description]
        rows = [{n: "" if v is None else str(v) for n, v in zip(names, row, strict=True)} for row in answer.fetchall()]
    return {"seconds": time.monotonic() - began, "read": read_so_far() - before, "rows": rows}


for line in sys.stdin:
    try:
        answer = run(sys.argv[1], json.loads(line))
    except Exception as error:
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
