package io.github.databasemigration.engine.check.mysql;

import io.github.databasemigration.engine.check.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** A part of a parse tree, by the name of its rule: so one reader serves both grammars. */
record Tree(ParseTree node) {
    private static final String CONTEXT = "Context";

    /** The rule's name, or that of its alternative, such as {@code AlterByAddColumn}; empty for a token. */
    String rule() {
        String type = node.getClass().getSimpleName();
        return type.endsWith(CONTEXT) ? type.substring(0, type.length() - CONTEXT.length()) : "";
    }

    boolean is(String... rules) {
        return List.of(rules).contains(rule());
    }

    List<Tree> children() {
        List<Tree> children = new ArrayList<>();
        for (int i = 0; i < node.getChildCount(); i++) {
            children.add(new Tree(node.getChild(i)));
        }
        return children;
    }

    List<Tree> children(String... rules) {
        return children().stream().filter(child -> child.is(rules)).toList();
    }

    Optional<Tree> child(String... rules) {
        return children(rules).stream().findFirst();
    }

    /** The parts of some rules in this tree, however deep, but not inside each other. */
    List<Tree> all(String... rules) {
        return all(tree -> tree.is(rules));
    }

    private List<Tree> all(Predicate<Tree> wanted) {
        List<Tree> found = new ArrayList<>();
        for (Tree child : children()) {
            if (wanted.test(child)) {
                found.add(child);
            } else {
                found.addAll(child.all(wanted));
            }
        }
        return found;
    }

    /** The parts whose rules end alike, those inside each other too. */
    List<Tree> allEndingWith(String end) {
        List<Tree> found = new ArrayList<>();
        for (Tree child : children()) {
            if (child.rule().endsWith(end)) {
                found.add(child);
            }
            found.addAll(child.allEndingWith(end));
        }
        return found;
    }

    /** Its text without spaces and comments. */
    String text() {
        return node.getText();
    }

    /** Whether a keyword stands directly in it. */
    boolean has(String keyword) {
        return children().stream()
                .anyMatch(child ->
                        child.node instanceof TerminalNode && child.text().equalsIgnoreCase(keyword));
    }

    /** The token behind a keyword and an equals sign that may be left out, in upper case. */
    Optional<String> after(String keyword) {
        List<String> tokens = children().stream()
                .map(Tree::text)
                .filter(text -> !text.equals("="))
                .map(text -> text.toUpperCase(java.util.Locale.ROOT))
                .toList();
        int at = tokens.indexOf(keyword);
        return at >= 0 && at + 1 < tokens.size() ? Optional.of(tokens.get(at + 1)) : Optional.empty();
    }

    /** The name that it is or that it holds first. */
    Name name() {
        return is("TableName", "FullId", "Uid")
                ? named(text())
                : all("TableName", "FullId", "Uid").stream()
                        .findFirst()
                        .map(Tree::name)
                        .orElse(Name.of(""));
    }

    private static Name named(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            if (c == '`') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        int last = parts.size() - 1;
        return new Name(last > 0 ? Optional.of(parts.get(last - 1)) : Optional.empty(), parts.get(last));
    }
}
