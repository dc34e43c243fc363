package io.github.databasemigration.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What happens to one file of a backup on its disk.
 *
 * @param name what it is
 * @param file the file, below the backup's folder
 * @param change from the good bytes to the bad ones; none: the file is gone
 */
record Damage(String name, String file, Change change) {
    /** What becomes of good bytes. */
    interface Change {
        byte[] of(byte[] good);
    }

    /** Every file of a backup cut off at every k % from {@code step} on. */
    static List<Damage> cuts(Path backup, int step) throws IOException {
        List<Damage> all = new ArrayList<>();
        for (String file : files(backup)) {
            for (int percent = 0; percent < 100; percent += step) {
                int at = percent;
                all.add(new Damage(
                        "cut at " + at + " %",
                        file,
                        good -> Arrays.copyOf(good, (int) (good.length * (long) at / 100))));
            }
            all.add(new Damage("cut by two bytes", file, good -> Arrays.copyOf(good, good.length - 2)));
            all.add(new Damage("missing", file, good -> null));
            all.add(new Damage("a byte longer", file, good -> Arrays.copyOf(good, good.length + 1)));
        }
        return all;
    }

    /** Bits of any file, as a disk or a cable flips them; white space in a manifest means nothing, and is left alone. */
    static List<Damage> flips(Path backup, int count, Random random) throws IOException {
        List<String> files = files(backup);
        List<Damage> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String file = files.get(random.nextInt(files.size()));
            byte[] good = Files.readAllBytes(backup.resolve(file));
            int at = random.nextInt(good.length);
            int bit = random.nextInt(8);
            if (!file.equals("manifest.json") || !Character.isWhitespace(good[at])) {
                all.add(new Damage("bit " + bit + " of byte " + at, file, bytes -> {
                    byte[] bad = bytes.clone();
                    bad[at % bad.length] ^= (byte) (1 << bit);
                    return bad;
                }));
            }
        }
        return all;
    }

    private static List<String> files(Path backup) throws IOException {
        try (var files = Files.walk(backup)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> backup.relativize(file).toString())
                    .filter(file -> !file.equals("verifications.jsonl"))
                    .sorted()
                    .toList();
        }
    }

    /** Does it; the good bytes. */
    byte[] to(Path backup) throws IOException {
        Path path = backup.resolve(file);
        byte[] good = Files.readAllBytes(path);
        byte[] bad = change.of(good);
        if (bad == null) {
            Files.delete(path);
        } else {
            Files.write(path, bad);
        }
        return good;
    }

    @Override
    public String toString() {
        return file + ": " + name;
    }
}
