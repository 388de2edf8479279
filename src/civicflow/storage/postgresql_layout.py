"""The tables of the log on PostgreSQL, and the function of our own that files a command in one round trip."""

SCHEMA = "civicflow"
"""The schema of the tables; the search path of our connections is this one alone."""

LOCK = 0x6369_7669_6366_6C77
"""The advisory lock that one writer of a database holds at a time."""

CHANNEL = "civicflow"
"""Where listeners are told the last position."""

TABLES = """
CREATE TABLE IF NOT EXISTS log (
    position bigint PRIMARY KEY,
    stream text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    topic text COLLATE "C" NOT NULL,
    occurred_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    body bytea NOT NULL,
    envelope bytea NOT NULL,
    UNIQUE (stream, version)
);
CREATE TABLE IF NOT EXISTS event_key (
    key text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (key, position)
);
CREATE TABLE IF NOT EXISTS command (
    id text COLLATE "C" PRIMARY KEY,
    fingerprint bytea NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    recorded_at bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS person (id text COLLATE "C" PRIMARY KEY, name text NOT NULL, contacts text NOT NULL);
CREATE TABLE IF NOT EXISTS layout (version integer PRIMARY KEY);
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE 'the log is never changed or cut';
END
$$;
CREATE OR REPLACE TRIGGER log_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON log
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

FILE = f"""
CREATE OR REPLACE FUNCTION file(
    of_command text, of_content bytea,
    relied_streams text[], relied_versions bigint[], relied_keys text[], relied_positions bigint[],
    clock bigint, silence bigint,
    streams text[], versions bigint[], topics text[], occurred bigint[], bodies bytea[], beside bytea,
    carried text[], carriers integer[],
    OUT outcome text, OUT subject text, OUT first bigint, OUT last bigint, OUT recorded bigint
) LANGUAGE plpgsql AS $$
DECLARE
    now bigint;
    final log;
    stored command;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE 'guards are read after the lock was taken: READ COMMITTED';
    END IF;
    subject := pg_advisory_xact_lock({LOCK});
    outcome := 'filed';

    FOR place IN 1 .. cardinality(relied_streams) LOOP
        SELECT l.version INTO now FROM log l WHERE l.stream = relied_streams[place] ORDER BY l.version DESC LIMIT 1;
        IF coalesce(now, 0) <> relied_versions[place] THEN
            outcome := 'stream';
            subject := relied_streams[place];
            EXIT;
        END IF;
    END LOOP;
    IF outcome = 'filed' THEN
        FOR place IN 1 .. cardinality(relied_keys) LOOP
            SELECT k.position INTO now FROM event_key k
            WHERE k.key = relied_keys[place] ORDER BY k.position DESC LIMIT 1;
            IF coalesce(now, 0) <> relied_positions[place] THEN
                outcome := 'key';
                subject := relied_keys[place];
                EXIT;
            END IF;
        END LOOP;
    END IF;
    SELECT position, recorded_at INTO final.position, final.recorded_at FROM log ORDER BY position DESC LIMIT 1;
    IF outcome = 'filed' AND clock - final.recorded_at > silence THEN
        outcome := 'silence';
    END IF;

    first := coalesce(final.position, 0) + 1;
    last := first + cardinality(streams) - 1;
    recorded := coalesce(greatest(clock, final.recorded_at), clock);
    IF outcome = 'filed' THEN
        INSERT INTO command VALUES (of_command, of_content, first, last, recorded) ON CONFLICT DO NOTHING;
    END IF;
    IF outcome <> 'filed' OR NOT FOUND THEN
        SELECT * INTO stored FROM command WHERE id = of_command;
        IF FOUND THEN
            outcome := CASE WHEN stored.fingerprint = of_content THEN 'repeated' ELSE 'reused' END;
        END IF;
        first := stored.first;
        last := stored.last;
        recorded := coalesce(stored.recorded_at, final.recorded_at);
        RETURN;
    END IF;

    INSERT INTO log
    SELECT first + place - 1, event.stream, event.version, event.topic, event.occurred, recorded, event.body, beside
    FROM unnest(streams, versions, topics, occurred, bodies) WITH ORDINALITY
        AS event (stream, version, topic, occurred, body, place);
    INSERT INTO event_key SELECT each.key, first + each.place FROM unnest(carried, carriers) AS each (key, place);
    subject := pg_notify('{CHANNEL}', last::text);
END
$$;
"""

FILING = (
    *("text", "bytea", "text[]", "bigint[]", "text[]", "bigint[]", "bigint", "bigint"),
    *("text[]", "bigint[]", "text[]", "bigint[]", "bytea[]", "bytea", "text[]", "integer[]"),
)
"""The kinds of what the function is given."""

STEPS = ((TABLES, FILE),)
"""What brings the tables from each version to the next, from none to the first on; a released step never changes."""
