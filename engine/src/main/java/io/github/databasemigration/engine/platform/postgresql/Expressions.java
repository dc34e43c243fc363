package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.postgresql.Nesting.Group;
import io.github.databasemigration.engine.platform.postgresql.Nesting.Part;
import io.github.databasemigration.engine.platform.postgresql.Nesting.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings expressions as the server renders them to one form, for the server's own form changes once when it reads back
 * what it wrote, as happens in a restore:
 *
 * <ul>
 *   <li>{@code a BETWEEN 1 AND 2 AND b} is first {@code (((a >= 1) AND (a <= 2)) AND b)}, then flat, because the parser
 *       joins what stands beside the same operator (makeAndExpr and makeOrExpr in gram.y);
 *   <li>{@code v IN ('a', 'b')} on a varchar is first {@code (ARRAY['a'::…, 'b'::…])::text[]}, then {@code
 *       ARRAY[('a'::…)::text, ('b'::…)::text]}, because the parser hands a cast of an array down to its elements
 *       (transformArrayExpr in parse_expr.c).
 * </ul>
 *
 * <p>The second form is the canonical one.
 */
final class Expressions {
    private static final String AND = " AND ";
    private static final String OR = " OR ";

    private Expressions() {}

    static String canonical(String rendered) {
        return canonical(Nesting.read(rendered)).inner();
    }

    private static Group canonical(Group group) {
        List<Part> parts = new ArrayList<>();
        for (Part part : group.parts()) {
            parts.add(part instanceof Group inner ? canonical(inner) : part);
        }
        List<Part> cast = castElements(parts);
        return new Group(group.open(), flat(flat(cast, AND, OR), OR, AND));
    }

    private static List<Part> flat(List<Part> parts, String operator, String other) {
        if (!joined(parts, operator, other)) {
            return parts;
        }
        List<Part> flat = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            boolean whole = (i == 0 || parts.get(i - 1).toString().endsWith(operator))
                    && (i == parts.size() - 1 || parts.get(i + 1).toString().startsWith(operator));
            if (whole
                    && parts.get(i) instanceof Group inner
                    && inner.open().equals("(")
                    && joined(inner.parts(), operator, other)) {
                flat.addAll(inner.parts());
            } else {
                flat.add(parts.get(i));
            }
        }
        return flat;
    }

    /** Whether one operator alone stands between the parts. (The server never renders both without parentheses.) */
    private static boolean joined(List<Part> parts, String operator, String other) {
        return says(parts, operator) && !says(parts, other);
    }

    private static boolean says(List<Part> parts, String word) {
        return parts.stream().anyMatch(part -> part instanceof Text text && text.says(word));
    }

    /** {@code (ARRAY[…])::type[]} becomes {@code ARRAY[(…)::type, …]}. */
    private static List<Part> castElements(List<Part> parts) {
        List<Part> result = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int end = parts.get(i) instanceof Group group && isArray(group) ? endOfArrayCast(parts, i + 1) : -1;
            if (end < 0) {
                result.add(parts.get(i));
            } else {
                Group array = (Group) parts.get(i);
                String type = new Group("", parts.subList(i + 1, end)).inner();
                result.add(array.parts().get(0));
                result.add(new Group("[", cast(((Group) array.parts().get(1)).parts(), type)));
                i = end;
            }
        }
        return result;
    }

    /** Whether it is {@code (ARRAY[…])}. */
    private static boolean isArray(Group group) {
        return group.parts().size() == 2
                && group.parts().get(0).toString().equals("ARRAY")
                && group.parts().get(1) instanceof Group elements
                && elements.open().equals("[");
    }

    /** Where the brackets of {@code ::type[]} are; negative if there is no such cast. */
    private static int endOfArrayCast(List<Part> parts, int from) {
        if (from >= parts.size() || !parts.get(from).toString().startsWith("::")) {
            return -1;
        }
        for (int i = from; i < parts.size(); i++) {
            String part = parts.get(i).toString();
            if (part.equals("[]")) {
                return i;
            }
            // A type is words, quoted names and a pair of parentheses; anything else began after it.
            if (parts.get(i) instanceof Text text && !text.quoted() && !part.matches("[\\w :.]*")) {
                return -1;
            }
        }
        return -1;
    }

    private static List<Part> cast(List<Part> elements, String type) {
        List<Part> result = new ArrayList<>();
        List<Part> element = new ArrayList<>();
        for (Part part : elements) {
            if (part instanceof Text text && text.says(", ")) {
                String[] around = text.text().split(", ", -1);
                for (int i = 0; i < around.length; i++) {
                    if (i > 0) {
                        finish(result, element, type);
                        result.add(new Text(", ", false));
                    }
                    element.add(new Text(around[i], false));
                }
            } else {
                element.add(part);
            }
        }
        finish(result, element, type);
        return result;
    }

    private static void finish(List<Part> result, List<Part> element, String type) {
        result.add(new Group("(", List.copyOf(element)));
        result.add(new Text(type, false));
        element.clear();
    }
}
