package io.jenkins.plugins.databasemigration.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The part of a job's history that a request asks for, a page at a time. */
public final class HistorySelection {
    private static final int PAGE = 50;

    private final List<String> environments;

    @CheckForNull
    private final String environment;

    private final List<HistoryEntry> chosen;
    private final int page;

    private HistorySelection(
            List<String> environments, @CheckForNull String environment, List<HistoryEntry> chosen, int page) {
        this.environments = environments;
        this.environment = environment;
        this.chosen = chosen;
        this.page = page;
    }

    static HistorySelection of(List<HistoryEntry> all, @CheckForNull String environment, @CheckForNull String page) {
        String wanted = Util.fixEmpty(environment);
        List<HistoryEntry> chosen = all.stream()
                .filter(entry -> wanted == null || entry.environment().equals(wanted))
                .toList();
        List<String> environments =
                all.stream().map(HistoryEntry::environment).distinct().sorted().toList();
        int last = Math.max(1, (chosen.size() + PAGE - 1) / PAGE);
        return new HistorySelection(environments, wanted, chosen, Math.min(number(page), last));
    }

    private static int number(@CheckForNull String page) {
        return page != null && page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1;
    }

    /** Of all entries, whatever is chosen. */
    public List<String> getEnvironments() {
        return environments;
    }

    /** The chosen one; null: all. */
    @CheckForNull
    public String getEnvironment() {
        return environment;
    }

    /** What this page shows, the newest first. */
    public List<HistoryEntry> getEntries() {
        return chosen.subList((page - 1) * PAGE, Math.min(page * PAGE, chosen.size()));
    }

    /** Whether there is anything to choose from. */
    public boolean isAnything() {
        return !environments.isEmpty();
    }

    /** The page with newer entries; 0: there is none. */
    public int getNewer() {
        return page - 1;
    }

    /** The page with older entries; 0: there is none. */
    public int getOlder() {
        return page * PAGE < chosen.size() ? page + 1 : 0;
    }

    /** The query of a link to a page of an environment; null: of all. */
    public String query(@CheckForNull String of, int at) {
        return "?page=" + at + (of == null ? "" : "&environment=" + URLEncoder.encode(of, StandardCharsets.UTF_8));
    }

    public Trend getTrend() {
        return new Trend(chosen);
    }
}
