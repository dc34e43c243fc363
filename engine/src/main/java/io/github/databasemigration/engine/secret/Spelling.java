package io.github.databasemigration.engine.secret;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ways in which one character may be written.
 *
 * @param letter the character
 * @param exact spellings as they stand
 * @param anyCase spellings whose letters (hex digits, mostly) may be upper or lower case
 */
record Spelling(int letter, List<String> exact, List<String> anyCase) {
    /** More backslashes, or doublings of one character, than any nesting of quotes needs. */
    private static final int MOST_SKIPPED = 64;

    private static final Pattern NAME = Pattern.compile("&(?:amp;)*\\p{Alnum}+;");

    /** The longest names in HTML 4 have eight letters; the ampersand may have been escaped again. */
    private static final int LONGEST_NAME = 20;

    private static final Spelling BACKSLASH = Spellings.anyhow('\\');

    /** The characters with which some spelling begins. */
    BitSet beginnings() {
        BitSet beginnings = new BitSet();
        Stream.of(exact, anyCase).flatMap(List::stream).forEach(spelling -> beginnings.set(spelling.charAt(0)));
        return beginnings;
    }

    /** Adds where this letter ends if the text has it at a position. */
    void read(String text, int at, Positions ends) {
        for (String spelling : exact) {
            if (text.startsWith(spelling, at)) {
                ends.add(at + spelling.length());
            }
        }
        if (at < text.length() && "\\%&".indexOf(text.charAt(at)) >= 0) {
            for (String spelling : anyCase) {
                if (text.regionMatches(true, at, spelling, 0, spelling.length())) {
                    ends.add(at + spelling.length());
                }
            }
            readNamed(text, at, ends);
        }
    }

    /** HTML has a name for most letters beyond ASCII; any name will do. */
    private void readNamed(String text, int at, Positions ends) {
        if (letter >= 0x80 && text.charAt(at) == '&') {
            Matcher name = NAME.matcher(text).region(at, Math.min(text.length(), at + LONGEST_NAME));
            if (name.lookingAt()) {
                ends.add(name.end());
            }
        }
    }

    /**
     * Adds the positions reached by skipping what quoting puts between this letter and the next: backslashes, in any
     * spelling, and this letter once more where it is a sign that some languages double.
     */
    void skip(String text, Positions positions) {
        for (int i = 0; i < positions.size() && i < MOST_SKIPPED; i++) {
            int at = positions.get(i);
            BACKSLASH.read(text, at, positions);
            if (!Character.isLetterOrDigit(letter) && text.startsWith(exact.get(0), at)) {
                positions.add(at + exact.get(0).length());
            }
        }
    }
}
