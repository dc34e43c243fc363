package io.github.databasemigration.engine.secret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Parts of a text. Those that overlap or touch become one, so that of two secrets, one of which begins with the other,
 * nothing is left over.
 */
final class Spans {
    private record Span(int from, int to) {}

    private final List<Span> spans = new ArrayList<>();

    void add(int from, int to) {
        spans.add(new Span(from, to));
    }

    String replaceIn(String text, String mask) {
        if (spans.isEmpty()) {
            return text;
        }
        spans.sort(Comparator.comparingInt(Span::from));
        StringBuilder result = new StringBuilder(text.length());
        int done = 0;
        int end = -1;
        for (Span span : spans) {
            if (span.from > end) {
                result.append(text, done, span.from).append(mask);
            }
            end = Math.max(end, span.to);
            done = end;
        }
        return result.append(text, done, text.length()).toString();
    }
}
