package io.jenkins.plugins.databasemigration.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL in pieces of a colour, for people who read it. It looks at words, not at a grammar: what it takes for something else
 * has the wrong colour and is all there.
 */
public final class SqlTokens {
    /** In characters: whoever reads further reads data, and a browser has better to do than to colour it. */
    private static final int FAR_ENOUGH = 20_000;

    private static final Pattern PIECE = Pattern.compile("(?<comment>--[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$))"
            + "|(?<text>'[^']*(?:'|$)|\\$\\$[\\s\\S]*?(?:\\$\\$|$))"
            + "|(?<number>\\b\\d+(?:\\.\\d+)?\\b)"
            + "|(?<word>[A-Za-z_][A-Za-z0-9_$]*)"
            + "|(?<other>\"[^\"]*\"|`[^`]*`|[^'\"`$\\w/-]+|[\\s\\S])");

    private static final Set<String> KEYWORDS =
            Set.of(("ADD ALTER ALWAYS AND ANALYZE AS ASC BEGIN BETWEEN BIGINT BOOLEAN BY"
                            + " CALL CASCADE CASE CHAR CHECK COLUMN COMMENT COMMIT CONCURRENTLY CONSTRAINT CREATE DATABASE DATE DECIMAL"
                            + " DECLARE DEFAULT DELETE DESC DISTINCT DO DOUBLE DROP ELSE END ENGINE ENUM EXECUTE EXISTS FALSE FLOAT FOR"
                            + " FOREIGN FROM FUNCTION GENERATED GRANT GROUP HAVING IDENTITY IF IN INDEX INNER INSERT INT INTEGER INTO"
                            + " IS JOIN JSON JSONB KEY LANGUAGE LEFT LIKE LIMIT LOCK MATERIALIZED MODIFY NOT NULL NUMERIC ON ONLY OR"
                            + " ORDER OUTER OWNER PARTITION PRECISION PRIMARY PROCEDURE REFERENCES RENAME REPLACE RESTRICT RETURNING"
                            + " RETURNS REVOKE RIGHT ROLLBACK SCHEMA SELECT SEQUENCE SERIAL SET SMALLINT TABLE TEMPORARY TEXT THEN TIME"
                            + " TIMESTAMP TIMESTAMPTZ TO TRIGGER TRUE TRUNCATE TYPE UNION UNIQUE UPDATE USING UUID VALID VALIDATE VALUES"
                            + " VARCHAR VIEW WHEN WHERE WITH")
                    .split(" "));

    private SqlTokens() {}

    /**
     * A piece of SQL.
     *
     * @param kind {@code comment}, {@code text}, {@code number}, {@code keyword}, or {@code plain}
     * @param text the piece itself
     */
    public record Token(String kind, String text) {}

    /** All of a statement, piece by piece. */
    public static List<Token> of(String sql) {
        List<Token> tokens = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int end = Math.min(sql.length(), FAR_ENOUGH);
        Matcher piece = PIECE.matcher(sql).region(0, end);
        while (piece.find()) {
            String kind = kind(piece);
            if (kind.equals("plain")) {
                plain.append(piece.group());
            } else {
                flush(plain, tokens);
                tokens.add(new Token(kind, piece.group()));
            }
        }
        plain.append(sql, end, sql.length());
        flush(plain, tokens);
        return tokens;
    }

    private static String kind(Matcher piece) {
        for (String kind : List.of("comment", "text", "number")) {
            if (piece.group(kind) != null) {
                return kind;
            }
        }
        String word = piece.group("word");
        return word != null && KEYWORDS.contains(word.toUpperCase(Locale.ROOT)) ? "keyword" : "plain";
    }

    private static void flush(StringBuilder plain, List<Token> tokens) {
        if (!plain.isEmpty()) {
            tokens.add(new Token("plain", plain.toString()));
            plain.setLength(0);
        }
    }
}
