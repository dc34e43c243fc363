DROP TRIGGER inserted ON item;
DROP FUNCTION notify_inserted();
