package io.github.databasemigration.engine.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which word was meant by a misspelt one. */
final class Suggestion {
    private static final int SHORTEST_BEGINNING = 4;

    private Suggestion() {}

    /** The nearest word, if it is near enough, or one that begins so; letters' case, hyphens and underscores do not count. */
    static Optional<String> nearest(String written, Collection<String> words) {
        String plain = plain(written);
        return words.stream()
                .filter(word -> distance(plain, plain(word)) <= Math.max(1, plain.length() / 3))
                .min(Comparator.comparingInt(word -> distance(plain, plain(word))))
                .or(() -> completed(plain, words));
    }

    private static Optional<String> completed(String plain, Collection<String> words) {
        return words.stream()
                .filter(word ->
                        plain.length() >= SHORTEST_BEGINNING && plain(word).startsWith(plain))
                .findFirst();
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment distance). */
    static int distance(String a, String b) {
        int[][] costs = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                costs[i][j] = i == 0 || j == 0 ? i + j : cheapest(costs, a, b, i, j);
            }
        }
        return costs[a.length()][b.length()];
    }

    private static int cheapest(int[][] costs, String a, String b, int i, int j) {
        int substituted = costs[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int cost = Math.min(substituted, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(cost, 1 + costs[i - 2][j - 2]) : cost;
    }
}
