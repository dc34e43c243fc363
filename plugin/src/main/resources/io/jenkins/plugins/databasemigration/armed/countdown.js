/* Counts down to the time of each armed rollback. Without it, the page has the time. */
/* global Behaviour */
(function () {
  "use strict";

  const two = (number) => String(number).padStart(2, "0");

  function show(place) {
    const left = Math.max(0, Math.round((Number(place.dataset.due) - Date.now()) / 1000));
    place.textContent = `(${Math.floor(left / 3600)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)})`;
  }

  Behaviour.specify(".database-migration-countdown", "database-migration-countdown", 0, (place) => {
    show(place);
    setInterval(() => show(place), 1000);
  });
})();
