DROP INDEX task_source;
