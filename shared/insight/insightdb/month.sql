-- The counts of one month, per side, operator and call centre: the one place where facts become figures.
-- Parameters: the month, twice. Trino on Athena; the local stage translates it to DuckDB.
--
-- A fact may be delivered twice, and corrected: copy = 1 keeps one, the latest. Both reads name fact and month, so only those partitions are read.
WITH happenings AS (
  SELECT *
  FROM (
    SELECT kind, "at" AS happened_at, inquiry_id, actor_kind, first_level, working_minutes, open_minutes,
           requester_operator, requester_centre, replier_operator, replier_centre,
           row_number() OVER (PARTITION BY fact_id ORDER BY coalesce(fact_version, 0) DESC, "at") AS copy
    FROM facts
    WHERE fact = 'event' AND month = ?
  ) AS delivered
  WHERE copy = 1
),
steps AS (
  SELECT *
  FROM (
    SELECT kind, "at" AS decided_at, inquiry_id, actor_kind, on_time,
           requester_operator, requester_centre, replier_operator, replier_centre,
           row_number() OVER (PARTITION BY fact_id ORDER BY coalesce(fact_version, 0) DESC, "at") AS copy
    FROM facts
    WHERE fact = 'step' AND month = ?
  ) AS delivered
  WHERE copy = 1
),
-- what ended the wait for an answer at a level, and when it last did so in the month: an escalation, or sending it to another post, asks anew, with a due time of its own
answers AS (
  SELECT inquiry_id, max(happened_at) AS answered_at
  FROM happenings
  WHERE kind IN ('replied', 'returned', 'closed', 'escalated', 'readdressed')
  GROUP BY inquiry_id
),
-- every countable thing once for the centre that answers and once for the one that asks
counted AS (
  SELECT 'replier' AS side, replier_operator AS operator, coalesce(replier_centre, '') AS centre,
         CASE WHEN kind IN ('routed', 'readdressed') THEN 1 ELSE 0 END AS requests,
         CASE WHEN kind = 'opened' THEN 1 ELSE 0 END AS opened,
         CASE WHEN kind IN ('replied', 'returned') THEN 1 ELSE 0 END AS replies,
         CASE WHEN kind = 'closed' THEN 1 ELSE 0 END AS closed,
         CASE WHEN kind = 'closed' AND first_level THEN 1 ELSE 0 END AS closed_first_level,
         0 AS due, 0 AS on_time, 0 AS outstanding,
         CASE WHEN kind IN ('replied', 'returned') THEN coalesce(working_minutes, 0) ELSE 0 END AS reply_minutes,
         CASE WHEN kind IN ('replied', 'returned') AND working_minutes IS NOT NULL THEN 1 ELSE 0 END AS replies_timed,
         CASE WHEN kind = 'opened' THEN coalesce(open_minutes, 0) ELSE 0 END AS open_minutes,
         CASE WHEN kind = 'opened' AND open_minutes IS NOT NULL THEN 1 ELSE 0 END AS opens_timed,
         CASE WHEN kind IN ('replied', 'returned') AND actor_kind = 'automatic' THEN 1 ELSE 0 END AS automatic,
         0 AS automatic_due, 0 AS automatic_on_time,
         CASE WHEN kind IN ('replied', 'returned') AND actor_kind = 'automatic' THEN coalesce(working_minutes, 0) ELSE 0 END AS automatic_minutes,
         CASE WHEN kind IN ('replied', 'returned') AND actor_kind = 'automatic' AND working_minutes IS NOT NULL THEN 1 ELSE 0 END AS automatic_timed
  FROM happenings
  UNION ALL
  SELECT 'requester', requester_operator, coalesce(requester_centre, ''),
         CASE WHEN kind = 'sent' THEN 1 ELSE 0 END,
         CASE WHEN kind = 'read' THEN 1 ELSE 0 END,
         CASE WHEN kind IN ('replied', 'returned') THEN 1 ELSE 0 END,
         CASE WHEN kind = 'closed' THEN 1 ELSE 0 END,
         CASE WHEN kind = 'closed' AND first_level THEN 1 ELSE 0 END,
         0, 0, 0,
         CASE WHEN kind IN ('replied', 'returned') THEN coalesce(working_minutes, 0) ELSE 0 END,
         CASE WHEN kind IN ('replied', 'returned') AND working_minutes IS NOT NULL THEN 1 ELSE 0 END,
         CASE WHEN kind = 'read' THEN coalesce(open_minutes, 0) ELSE 0 END,
         CASE WHEN kind = 'read' AND open_minutes IS NOT NULL THEN 1 ELSE 0 END,
         CASE WHEN kind IN ('replied', 'returned') AND actor_kind = 'automatic' THEN 1 ELSE 0 END,
         0, 0,
         CASE WHEN kind IN ('replied', 'returned') AND actor_kind = 'automatic' THEN coalesce(working_minutes, 0) ELSE 0 END,
         CASE WHEN kind IN ('replied', 'returned') AND actor_kind = 'automatic' AND working_minutes IS NOT NULL THEN 1 ELSE 0 END
  FROM happenings
  UNION ALL
  SELECT 'replier', s.replier_operator, coalesce(s.replier_centre, ''),
         0, 0, 0, 0, 0,
         1,
         CASE WHEN s.on_time THEN 1 ELSE 0 END,
         CASE WHEN s.kind = 'overdue' AND (a.answered_at IS NULL OR a.answered_at < s.decided_at) THEN 1 ELSE 0 END,
         0, 0, 0, 0,
         0,
         CASE WHEN s.actor_kind = 'automatic' THEN 1 ELSE 0 END,
         CASE WHEN s.actor_kind = 'automatic' AND s.on_time THEN 1 ELSE 0 END,
         0, 0
  FROM steps AS s LEFT JOIN answers AS a ON a.inquiry_id = s.inquiry_id
  UNION ALL
  SELECT 'requester', s.requester_operator, coalesce(s.requester_centre, ''),
         0, 0, 0, 0, 0,
         1,
         CASE WHEN s.on_time THEN 1 ELSE 0 END,
         CASE WHEN s.kind = 'overdue' AND (a.answered_at IS NULL OR a.answered_at < s.decided_at) THEN 1 ELSE 0 END,
         0, 0, 0, 0,
         0,
         CASE WHEN s.actor_kind = 'automatic' THEN 1 ELSE 0 END,
         CASE WHEN s.actor_kind = 'automatic' AND s.on_time THEN 1 ELSE 0 END,
         0, 0
  FROM steps AS s LEFT JOIN answers AS a ON a.inquiry_id = s.inquiry_id
)
SELECT side, operator, centre,
       CAST(sum(requests) AS bigint) AS requests,
       CAST(sum(opened) AS bigint) AS opened,
       CAST(sum(replies) AS bigint) AS replies,
       CAST(sum(closed) AS bigint) AS closed,
       CAST(sum(closed_first_level) AS bigint) AS closed_first_level,
       CAST(sum(due) AS bigint) AS due,
       CAST(sum(on_time) AS bigint) AS on_time,
       CAST(sum(outstanding) AS bigint) AS outstanding,
       CAST(sum(reply_minutes) AS bigint) AS reply_minutes,
       CAST(sum(replies_timed) AS bigint) AS replies_timed,
       CAST(sum(open_minutes) AS bigint) AS open_minutes,
       CAST(sum(opens_timed) AS bigint) AS opens_timed,
       CAST(sum(automatic) AS bigint) AS automatic,
       CAST(sum(automatic_due) AS bigint) AS automatic_due,
       CAST(sum(automatic_on_time) AS bigint) AS automatic_on_time,
       CAST(sum(automatic_minutes) AS bigint) AS automatic_minutes,
       CAST(sum(automatic_timed) AS bigint) AS automatic_timed
FROM counted
WHERE operator <> ''
GROUP BY side, operator, centre
ORDER BY side, operator, centre
