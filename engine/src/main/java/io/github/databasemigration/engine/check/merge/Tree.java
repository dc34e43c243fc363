package io.github.databasemigration.engine.check.merge;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files of one state of a repository.
 *
 * @param files their content by path from the repository's root
 */
record Tree(SortedMap<String, byte[]> files) {
    /**
     * What a merge makes of two sides, file by file: where one side left a file as it was, the other's counts. A file that
     * both changed is taken from {@code ours}; Git itself tells of the conflict.
     */
    static Tree merged(Tree base, Tree ours, Tree theirs) {
        TreeSet<String> paths = new TreeSet<>(ours.files.keySet());
        paths.addAll(theirs.files.keySet());
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (String path : paths) {
            Tree side = Arrays.equals(ours.files.get(path), base.files.get(path)) ? theirs : ours;
            Optional.ofNullable(side.files.get(path)).ifPresent(content -> files.put(path, content));
        }
        return new Tree(files);
    }

    /** Writes the files below a folder. Fault {@code FILE_FAILED}. */
    Path writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            for (var file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            return folder;
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "The files of another revision could not be written to " + folder + ": " + e.getMessage(),
                    "Make room in the folder for temporary files.");
        }
    }
}
