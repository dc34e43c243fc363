package io.github.databasemigration.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A guide of the documentation, followed to the letter: its files are written and its commands run, in their order. */
public final class Guide {
    private static final Pattern CODE = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("`([\\w./-]*\\.\\w+|Jenkinsfile)`");

    private final List<Block> blocks = new ArrayList<>();

    /** @param page a file in Markdown */
    public Guide(Path page) throws IOException {
        String text = Files.readString(page);
        Matcher code = CODE.matcher(text);
        int end = 0;
        while (code.find()) {
            String before = text.substring(end, code.start()).strip();
            blocks.add(new Block(before.substring(before.lastIndexOf("\n\n") + 1), code.group(1), code.group(2)));
            end = code.end();
        }
    }

    /** All code: the same, in whatever language the guide is written. */
    public List<String> code() {
        return blocks.stream().map(Block::script).toList();
    }

    /** A script for bash that does what the guide says. */
    public String script() {
        return code().stream().collect(Collectors.joining());
    }

    private record Block(String before, String language, String text) {
        /** The name of a file is the first one in the paragraph before its text. Without one, it is a command. */
        private String script() {
            Matcher file = FILE.matcher(before);
            if (file.find() && (!language.equals("sh") || file.group(1).endsWith(".sh"))) {
                return "mkdir -p \"$(dirname %1$s)\"\ncat >%1$s <<'END OF FILE'\n%2$sEND OF FILE\n"
                        .formatted(file.group(1), text);
            }
            if (!language.equals("sh")) {
                throw new IllegalStateException("Which file is this?\n" + text);
            }
            return text;
        }
    }
}
