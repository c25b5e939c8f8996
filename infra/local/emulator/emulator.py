"""Starts the local AWS (ministack 1.5.33, pinned in ministack.txt) with corrections made in memory.

Each correction says what goes wrong without it. None changes what a function or the template sees on AWS;
whatever works only because of one of them proves nothing about AWS (docs/limits.md).
"""

import asyncio
import contextvars
import importlib.metadata
import logging
import os
import signal
import socketserver
import sys
import tempfile
import threading
from urllib.parse import urlparse

import sqlglot
from ministack import app
from ministack.core import lambda_runtime, persistence
from ministack.services import athena, cloudwatch_logs, firehose, lambda_svc, s3
from sqlglot import exp

WRITTEN_FOR = "1.5.33"


# Latency: a call of a function takes 100 ms, because answers wait for delayed acknowledgements and for log lines.
def correct_latency():
    socketserver.StreamRequestHandler.disable_nagle_algorithm = True
    lambda_runtime.Worker._drain_stderr_bounded.__defaults__ = (0.002, 0.002, 0.250)


# Streams: their records are not saved but the readers' positions are, so that after every restart the event source
# would silently skip as many new records as it had read before. Forget the positions.
def correct_streams():
    restore = lambda_svc._restore_esm_positions

    def restore_others(store, saved):
        if store is not lambda_svc._dynamodb_stream_positions:
            restore(store, saved)

    lambda_svc._restore_esm_positions = restore_others


# Athena: parameters are dropped and Trino's functions are unknown to DuckDB. Bind the first, translate the second.
def correct_athena():
    start, run, state = athena._start_query_execution, athena._run_duckdb, athena.get_state
    translated = {}  # of statements that were bound, until they run: parsing is what they cost

    def bind(query, values):
        tree = sqlglot.parse_one(query, read="athena")
        holes = list(tree.find_all(exp.Placeholder, bfs=False))
        if len(holes) != len(values):
            raise ValueError(f"{len(holes)} placeholders, {len(values)} parameters")
        for hole, value in zip(holes, values):
            hole.replace(sqlglot.parse_one(value, read="athena"))
        bound = tree.sql(dialect="athena")
        translated[bound] = tree.sql(dialect="duckdb")
        return bound

    def start_bound(request):
        if request.get("ExecutionParameters"):
            try:
                request = {**request, "QueryString": bind(request["QueryString"], request["ExecutionParameters"])}
            except Exception as error:
                return athena.error_response_json("InvalidRequestException", str(error)[:500], 400)
        return start(request)

    async def run_translated(query, database, catalog=None):
        return await run(translated.pop(query, None) or sqlglot.transpile(query, read="athena", write="duckdb")[0], database, catalog)

    # A DECIMAL or DATE in a kept result makes the whole of Athena's state impossible to save (work groups vanish): keep none.
    def state_without_results():
        saved = state()
        saved["_executions"] = type(saved["_executions"])()
        return saved

    athena._start_query_execution, athena._run_duckdb, athena.get_state = start_bound, run_translated, state_without_results


# Athena: every table in a statement is copied, file by file, as often as it is named, while everybody else waits. Link the files, once.
def correct_tables():
    known = {}

    def files_of(location, workdirs):
        for root in workdirs:
            if known[root][0] == location:
                return known[root][1]
        where = urlparse(location)
        prefix = where.path.lstrip("/").rstrip("/") + "/"
        bucket = s3._buckets.get(where.netloc) or {"objects": {}}
        root, files = tempfile.mkdtemp(prefix="ministack-athena-"), []
        for key in sorted(bucket["objects"]):
            name = key.removeprefix(prefix)
            if name == key or key.endswith("/") or athena._hidden(name):
                continue
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            os.link(s3._object_disk_path(where.netloc, key), path)
            files.append(path)
        for gone in [one for one in known if not os.path.exists(one)]:
            del known[gone]
        known[root] = (location, files)
        workdirs.append(root)
        return files

    athena._materialize_table_files = files_of


# Firehose: one Parquet object per record, 50 ms each. Write one per partition and PutRecordBatch.
def correct_firehose():
    batch = threading.local()
    chosen, parquet = contextvars.ContextVar("chosen", default=None), contextvars.ContextVar("parquet", default=None)
    keys_of, deliver, put, convert = (firehose._metadata_extraction_keys, firehose._deliver_records_to_s3, firehose._put_record_batch,
                                      firehose._convert_to_parquet)

    def collect(stream, destination, records):
        pending = getattr(batch, "pending", None)
        if pending is None:
            return deliver(stream, destination, records)
        pending.setdefault(id(destination), (stream, destination, []))[2].extend(records)

    def flush(stream, destination, records):
        config = destination["config"]
        conversion = config.get("DataFormatConversionConfiguration") or {}
        partitioned = (config.get("DynamicPartitioningConfiguration") or {}).get("Enabled")
        groups = {}
        for _, data in records:
            try:
                keys = (keys_of(config, data) if partitioned else None) or {}
            except firehose._DeliveryError:
                firehose._deliver_to_s3(stream, destination, data)
            else:
                groups.setdefault(tuple(keys.items()), []).append(data)
        for keys, group in groups.items():
            converted = None
            if conversion:
                try:
                    converted = convert(conversion, b"\n".join(group))
                except firehose._DeliveryError:  # one bad record must not take its neighbours to the error prefix
                    for data in group:
                        firehose._deliver_to_s3(stream, destination, data)
                    continue
            token, done = chosen.set(dict(keys) or None), parquet.set(converted)
            try:
                firehose._deliver_to_s3(stream, destination, b"\n".join(group) if conversion else b"".join(group))
            finally:
                chosen.reset(token)
                parquet.reset(done)

    def put_batch(request):
        batch.pending = {}
        try:
            answer, pending = put(request), batch.pending
        finally:
            batch.pending = None
        for stream, destination, records in pending.values():
            flush(stream, destination, records)
            destination["records"].clear()  # kept for inspection only: it would grow for ever in the saved state
        return answer

    firehose._convert_to_parquet = lambda conversion, data: parquet.get() or convert(conversion, data)
    firehose._metadata_extraction_keys = lambda config, data: chosen.get() or keys_of(config, data)
    firehose._deliver_records_to_s3 = collect
    firehose._HANDLERS["PutRecordBatch"] = put_batch


# Logs: a function's lines can be read only after its call, through the CloudWatch API, and every call adds a stream that is
# saved for ever. Write each line to FUNCTION_LOG as it comes, and save no streams.
def correct_logs():
    pump, state = lambda_runtime.ProvidedWorker._pump_output, cloudwatch_logs.get_state

    class Tee:
        def __init__(self, stream, name, out):
            self.stream, self.name, self.out = stream, name, out

        def readline(self):
            line = self.stream.readline()
            if line:
                self.out.write(self.name.encode() + b" " + line.rstrip(b"\r\n") + b"\n")
            return line

        def close(self):
            self.stream.close()

    if path := os.environ.get("FUNCTION_LOG"):
        out = open(path, "ab", buffering=0)
        lambda_runtime.ProvidedWorker._pump_output = lambda self, stream, queue: pump(self, Tee(stream, self.func_name, out), queue)

    def state_without_streams():
        saved = state()
        for _, group in saved["log_groups"].all_items():
            group["streams"] = {}
        return saved

    cloudwatch_logs.get_state = state_without_streams


# State: it is saved at a clean stop only. Save it every SAVE_EVERY seconds too, so that a crash loses little.
def correct_state():
    lifespan = app._handle_lifespan

    async def save_regularly(every):
        while True:
            await asyncio.sleep(every)
            try:
                await asyncio.to_thread(persistence.save_all, app._build_persistence_save_dict())
            except Exception as error:
                print("state not saved:", error, file=sys.stderr)

    async def lifespan_with_saver(scope, receive, send):
        every = float(os.environ.get("SAVE_EVERY", "15"))
        task = asyncio.create_task(save_regularly(every)) if persistence.PERSIST_STATE and every > 0 else None
        try:
            await lifespan(scope, receive, send)
        finally:
            if task:
                task.cancel()

    app._handle_lifespan = lifespan_with_saver
    logging.getLogger("persistence").setLevel(logging.WARNING)  # else forty lines each time


# Whoever started us holds our standard input open. When it closes they are gone, however that happened: stop cleanly.
def stop_with_starter():
    def wait():
        while sys.stdin.buffer.read(4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    if os.environ.get("STOP_WITH_STDIN"):
        threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    found = importlib.metadata.version("ministack")
    if found != WRITTEN_FOR:
        sys.exit(f"These corrections were written for ministack {WRITTEN_FOR}, not {found}: check each of them.")
    correct_latency()
    correct_streams()
    correct_athena()
    correct_tables()
    correct_firehose()
    correct_logs()
    correct_state()
    stop_with_starter()
    sys.argv = ["ministack"]
    app.main()
