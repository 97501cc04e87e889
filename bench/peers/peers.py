"""DuckDB, Polars, SQLite and PostgreSQL, each asked what we are asked, in the process they are at home in.

Every line on standard input is a question as JSON, every line on standard output its answer, so that whoever measures
asks us and them by turns. Each peer has what suits it best: names as enumerations, lengths as whole tenths, townships
and days made ready before anything is asked, all processors.

  {"do": "load", "csv": FILE, "kinds": {code: name}, "statuses": {code: name}, "postgres": URL or null}
  {"do": "ask", "peer": "duckdb", "what": "groups" | "sixty" | "one", "plans": [...], "full": bool}
  {"do": "sqlite_load", "csv": FILE, "folder": DIR, "program": FILE or null}
"""

import json
import os
import sqlite3
import subprocess
import sys
import time

import duckdb
import polars as pl

HEADINGS = ["number", "unit", "on_day", "kind", "length", "issues", "status", "note"]
WORDS = {}


def sql_filter(plan):
    kinds = ", ".join(f"'{WORDS['kinds'][kind]}'" for kind in plan["kinds"])
    status = f"status {'=' if plan['is'] else '<>'} '{WORDS['statuses'][plan['status']]}'"
    issues = "" if plan["issues"] is None else f" AND issues >= {plan['issues']}"
    kind = f"kind = {kinds}" if len(plan["kinds"]) == 1 else f"kind IN ({kinds})"
    return f"{kind} AND {status}{issues}"


def sql_fold(plan):
    return "COUNT(*)" if plan["fold"] == "count" else f"SUM({plan['fold']})"


def sql_one(plan):
    return f"SELECT {sql_fold(plan)} FROM patrol WHERE {sql_filter(plan)}"


def sql_sixty(plans):
    """One pass over the table for all of them."""
    folds = ", ".join(f"{sql_fold(plan)} FILTER (WHERE {sql_filter(plan)})" for plan in plans)
    return f"SELECT {folds} FROM patrol"


def sql_groups(month):
    return (
        f"SELECT township, {month} AS month, COUNT(*), SUM(length), SUM(issues) FROM patrol "
        f"WHERE kind = '{WORDS['kinds']['river']}' GROUP BY township, month"
    )


class Sql:
    """Whoever is asked in SQL."""

    def answer(self, what, plans):
        if what == "groups":
            return self.rows(sql_groups(self.month))
        if what == "one":
            return self.rows(sql_one(plans[0]))
        return self.rows(sql_sixty(plans))


class DuckDb(Sql):
    month = "month(on_day)"

    def __init__(self, csv, **_):
        self.base = duckdb.connect()
        names = {
            "township": [f"t{n:02}" for n in range(20)],
            "kind": list(WORDS["kinds"].values()),
            "status": list(WORDS["statuses"].values()),
        }
        for name, all_of in names.items():
            listed = ", ".join(f"'{one}'" for one in all_of)
            self.base.execute(f"CREATE TYPE {name}_name AS ENUM ({listed})")
        columns = "{" + ", ".join(f"'{h}': '{t}'" for h, t in zip(HEADINGS, [
            "VARCHAR", "VARCHAR", "DATE", "kind_name", "DECIMAL(5,1)", "TINYINT", "status_name", "VARCHAR"])) + "}"
        self.base.execute(
            "CREATE TABLE patrol AS SELECT number, unit, substr(unit, 1, 3)::township_name AS township, on_day, kind, "
            f"(length * 10)::SMALLINT AS length, issues, status, note FROM read_csv('{csv}', header = true, columns = {columns})"
        )

    def rows(self, text):
        return self.base.execute(text).fetchall()

    def answer(self, what, plans):
        if what != "sixty":
            return super().answer(what, plans)
        # It is several times as quick with sixty queries put together as with sixty filtered folds in one pass.
        each = (f"SELECT {at}, {sql_fold(plan)} FROM patrol WHERE {sql_filter(plan)}" for at, plan in enumerate(plans))
        return [[value for _, value in sorted(self.rows(" UNION ALL ".join(each)))]]


class Polars:
    def __init__(self, csv, **_):
        kind = pl.Enum(list(WORDS["kinds"].values()))
        status = pl.Enum(list(WORDS["statuses"].values()))
        frame = pl.read_csv(csv, new_columns=HEADINGS, try_parse_dates=True, schema_overrides={"number": pl.String})
        self.frame = frame.with_columns(
            pl.col("unit").str.slice(0, 3).cast(pl.Enum([f"t{n:02}" for n in range(20)])).alias("township"),
            pl.col("kind").cast(kind),
            pl.col("status").cast(status),
            (pl.col("length") * 10).round().cast(pl.Int32).alias("length"),
            pl.col("issues").cast(pl.Int32),
        ).rechunk()

    def mask(self, plan):
        kinds = [WORDS["kinds"][kind] for kind in plan["kinds"]]
        kind = pl.col("kind") == kinds[0]
        for other in kinds[1:]:
            kind = kind | (pl.col("kind") == other)
        status = pl.col("status") == WORDS["statuses"][plan["status"]]
        mask = kind & (status if plan["is"] else ~status)
        return mask if plan["issues"] is None else mask & (pl.col("issues") >= plan["issues"])

    def answer(self, what, plans):
        if what == "groups":
            asked = self.frame.lazy().filter(pl.col("kind") == WORDS["kinds"]["river"])
            asked = asked.group_by("township", pl.col("on_day").dt.month().alias("month"))
            asked = asked.agg(pl.len(), pl.col("length").sum(), pl.col("issues").sum())
            return asked.collect().rows()
        if what == "one":
            fold = pl.len() if plans[0]["fold"] == "count" else pl.col(plans[0]["fold"]).sum()
            return self.frame.lazy().filter(self.mask(plans[0])).select(fold).collect().rows()
        folds = []
        for at, plan in enumerate(plans):
            mask = self.mask(plan)
            fold = mask.sum() if plan["fold"] == "count" else pl.col(plan["fold"]).filter(mask).sum()
            folds.append(fold.alias(f"f{at}"))
        return self.frame.lazy().select(folds).collect().rows()


CREATE = (
    "CREATE TABLE patrol (number TEXT, unit TEXT, on_day {date}, kind TEXT, length {number}, issues INTEGER, "
    "status TEXT, note TEXT{more})"
)


class SqLite(Sql):
    month = "CAST(substr(on_day, 6, 2) AS INTEGER)"

    def __init__(self, csv, **_):
        import csv as reader

        self.base = sqlite3.connect(":memory:")
        self.base.execute(CREATE.format(date="TEXT", number="INTEGER", more=", township TEXT"))
        with open(csv, newline="") as file:
            lines = reader.reader(file)
            next(lines)
            made = ((n, u, d, k, round(float(le) * 10), int(i), s, note, u[:3]) for n, u, d, k, le, i, s, note in lines)
            self.base.executemany("INSERT INTO patrol VALUES (?,?,?,?,?,?,?,?,?)", made)
        self.base.commit()

    def rows(self, text):
        return self.base.execute(text).fetchall()


class Postgres(Sql):
    month = "EXTRACT(MONTH FROM on_day)::INTEGER"

    def __init__(self, csv, postgres, **_):
        import psycopg

        self.base = psycopg.connect(postgres, autocommit=True)
        self.base.execute("DROP SCHEMA IF EXISTS peer CASCADE")
        self.base.execute("CREATE SCHEMA peer")
        self.base.execute("SET search_path = peer")
        self.base.execute("SET work_mem = '256MB'")
        self.base.execute(CREATE.format(date="DATE", number="NUMERIC", more=""))
        with self.base.cursor() as cursor, open(csv, "rb") as file:
            with cursor.copy("COPY patrol FROM STDIN (FORMAT csv, HEADER true)") as copy:
                while chunk := file.read(1 << 20):
                    copy.write(chunk)
        self.base.execute("ALTER TABLE patrol ADD township TEXT GENERATED ALWAYS AS (substr(unit, 1, 3)) STORED")
        self.base.execute("ALTER TABLE patrol ALTER length TYPE INTEGER USING (length * 10)::INTEGER")
        self.base.execute("VACUUM ANALYZE patrol")

    def rows(self, text):
        return self.base.execute(text).fetchall()


def sqlite_load(csv, folder, program, **_):
    """What SQLite alone needs to take the file in, durably, and to index its key: by its own program where it is there."""
    path = os.path.join(folder, "bare.sqlite")
    for end in ["", "-wal", "-shm"]:
        if os.path.exists(path + end):
            os.remove(path + end)
    create = CREATE.format(date="TEXT", number="REAL", more="")
    index = "CREATE UNIQUE INDEX by_number ON patrol (number)"
    began = time.perf_counter_ns()
    if program:
        script = f"PRAGMA journal_mode = WAL;\nPRAGMA synchronous = FULL;\n{create};\n.import --csv --skip 1 {csv} patrol\n{index};\n"
        subprocess.run([program, path], input=script, text=True, check=True, stdout=subprocess.DEVNULL)
    else:
        import csv as reader

        base = sqlite3.connect(path)
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = FULL")
        base.execute(create)
        with open(csv, newline="") as file:
            lines = reader.reader(file)
            next(lines)
            base.executemany("INSERT INTO patrol VALUES (?,?,?,?,?,?,?,?)", lines)
        base.execute(index)
        base.commit()
        base.close()
    took = time.perf_counter_ns() - began
    base = sqlite3.connect(path)
    (rows,) = base.execute("SELECT COUNT(*) FROM patrol").fetchone()
    base.close()
    return {"ns": took, "rows": rows}


PEERS = {"duckdb": DuckDb, "polars": Polars, "sqlite": SqLite, "postgres": Postgres}


def versions(postgres):
    said = {"duckdb": duckdb.__version__, "polars": pl.__version__, "sqlite": sqlite3.sqlite_version}
    if postgres is not None:
        said["postgres"] = postgres.rows("SHOW server_version")[0][0].split()[0]
    return said


def main():
    made = {}
    for line in sys.stdin:
        asked = json.loads(line)
        do = asked.pop("do")
        if do == "load":
            WORDS["kinds"], WORDS["statuses"] = asked["kinds"], asked["statuses"]
            took = {}
            for name, peer in PEERS.items():
                if name == "postgres" and not asked["postgres"]:
                    continue
                began = time.perf_counter_ns()
                made[name] = peer(**asked)
                took[name] = time.perf_counter_ns() - began
            said = {"versions": versions(made.get("postgres")), "took": took}
        elif do == "ask":
            began = time.perf_counter_ns()
            answer = made[asked["peer"]].answer(asked["what"], asked.get("plans", []))
            said = {"ns": time.perf_counter_ns() - began}
            if asked.get("full"):
                said["answer"] = sorted([str(cell) for cell in row] for row in answer)
        else:
            said = sqlite_load(**asked)
        print(json.dumps(said), flush=True)


main()
