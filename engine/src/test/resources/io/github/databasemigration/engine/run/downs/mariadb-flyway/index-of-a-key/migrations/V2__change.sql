CREATE INDEX tab_user ON tab (user_id);
ALTER TABLE tab ADD CONSTRAINT tab_user_fk FOREIGN KEY (user_id) REFERENCES user (id);
