CREATE INDEX task_source ON task (source);
CREATE INDEX task_severity ON task (severity);
