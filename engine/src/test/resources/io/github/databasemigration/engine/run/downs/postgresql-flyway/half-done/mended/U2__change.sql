DROP INDEX task_source;
DROP INDEX task_severity;
