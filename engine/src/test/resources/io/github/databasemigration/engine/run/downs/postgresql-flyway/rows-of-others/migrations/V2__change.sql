INSERT INTO app VALUES (1, 'mail'), (2, 'calendar');
