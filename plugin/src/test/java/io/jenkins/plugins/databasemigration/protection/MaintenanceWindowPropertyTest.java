package io.jenkins.plugins.databasemigration.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hudson.scheduler.CronTab;
import hudson.scheduler.CronTabList;
import hudson.scheduler.Hash;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** Windows of made-up cron expressions, held against looking at every minute by itself. */
class MaintenanceWindowPropertyTest {
    private static final int CASES = 4_000;
    private static final int LONGEST = 300;
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu");
    /** Around them clocks are put forward or back, years are leap years, and months end. */
    private static final List<String> DAYS = List.of(
            "2026-03-28T12:00:00Z",
            "2026-10-24T22:00:00Z",
            "2028-02-28T12:00:00Z",
            "2026-04-04T12:00:00Z",
            "2026-12-31T12:00:00Z",
            "2026-06-15T00:00:00Z");

    private final StringBuilder what = new StringBuilder();

    @Test
    void itIsOpenForSoManyMinutesFromEachMinuteOfTheExpression() {
        int open = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String start = expression(random);
            String zone = ZONES.get(random.nextInt(ZONES.size()));
            int minutes = 1 + random.nextInt(LONGEST);
            Instant now = Instant.parse(DAYS.get(random.nextInt(DAYS.size()))).plusSeconds(random.nextInt(24 * 3600));
            MaintenanceWindow window = new MaintenanceWindow(start, zone, minutes);
            Optional<Instant> opened = lastOpening(start, zone, now, minutes);
            if (!window.closing(now).equals(opened.map(time -> time.plus(Duration.ofMinutes(minutes))))) {
                what.append(
                        "seed %d: %s at %s: %s, opened %s%n".formatted(seed, window, now, window.closing(now), opened));
            }
            open += opened.isPresent() ? 1 : 0;
        }
        assertThat(what.toString()).isEmpty();
        assertThat(open).as("windows that were open").isBetween(CASES / 10, CASES * 9 / 10);
    }

    @Test
    void theNextOpeningIsAMinuteOfTheExpressionAndNoneIsBeforeItButInARepeatedHour() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String start = expression(random);
            String zone = ZONES.get(random.nextInt(ZONES.size()));
            Instant now = Instant.parse(DAYS.get(random.nextInt(DAYS.size()))).plusSeconds(random.nextInt(24 * 3600));
            Optional<Instant> next =
                    new MaintenanceWindow(start, zone, 1).nextOpening(now).map(time -> time.toInstant());
            CronTabList expression = new CronTabList(List.of(new CronTab(start, Hash.zero())));
            Instant minute = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
            for (int i = 0; i < 3 * 24 * 60 && !opens(expression, zone, minute); i++) {
                minute = minute.plus(1, ChronoUnit.MINUTES);
            }
            boolean later = next.isEmpty() || next.get().isAfter(minute) && opens(expression, zone, next.get());
            boolean right = opens(expression, zone, minute)
                    ? next.equals(Optional.of(minute)) || later && repeated(zone, minute)
                    : later;
            if (!right) {
                what.append("seed %d: %s (%s) after %s: %s, not %s%n".formatted(seed, start, zone, now, next, minute));
            }
        }
        assertThat(what.toString()).isEmpty();
    }

    @Test
    void whatIsNoExpressionIsRefused() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(expression(random));
            for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
                text.setCharAt(
                        random.nextInt(text.length()), "0123456789*/-,H()@ x\n\u00e9#".charAt(random.nextInt(22)));
            }
            String start = text.toString();
            try {
                new MaintenanceWindow(start, "UTC", 1).closing(Instant.EPOCH);
            } catch (IllegalArgumentException refused) {
                assertThatIllegalArgumentException().isThrownBy(() -> new MaintenanceWindow(start, "UTC", 1));
            }
        }
    }

    private static Optional<Instant> lastOpening(String start, String zone, Instant now, int minutes) {
        CronTabList expression = new CronTabList(List.of(new CronTab(start, Hash.zero())));
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        for (int ago = 0; ago < minutes; ago++) {
            Instant time = minute.minus(ago, ChronoUnit.MINUTES);
            if (opens(expression, zone, time)) {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }

    private static boolean repeated(String zone, Instant time) {
        ZonedDateTime local = time.atZone(ZoneId.of(zone));
        return local.getZone()
                        .getRules()
                        .getValidOffsets(local.toLocalDateTime())
                        .size()
                > 1;
    }

    private static boolean opens(CronTabList expression, String zone, Instant time) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone(ZoneId.of(zone)));
        calendar.setTimeInMillis(time.toEpochMilli());
        return expression.check(calendar);
    }

    private static String expression(Random random) {
        return String.join(
                " ",
                field(random, 0, 59, 6),
                field(random, 0, 23, 2),
                field(random, 1, 31, 1),
                field(random, 1, 12, 1),
                field(random, 0, 7, 2));
    }

    /** @param plain of seven fields so many say something */
    private static String field(Random random, int from, int to, int plain) {
        if (random.nextInt(7) >= plain) {
            return "*";
        }
        int one = from + random.nextInt(to - from + 1);
        int other = from + random.nextInt(to - from + 1);
        String range = Math.min(one, other) + "-" + Math.max(one, other);
        return switch (random.nextInt(5)) {
            case 0 -> one + "," + other;
            case 1 -> range;
            case 2 -> "*/" + (1 + random.nextInt(to));
            case 3 -> range + "/" + (1 + random.nextInt(to));
            default -> Integer.toString(one);
        };
    }
}
