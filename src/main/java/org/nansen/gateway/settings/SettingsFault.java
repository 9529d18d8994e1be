package org.nansen.gateway.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Files that people wrote do not say what they must; names every problem found with file, line and reason. */
public final class SettingsFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public SettingsFault(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    public SettingsFault(String file, int line, String path, String reason) {
        this(List.of(new Problem(file, line, path, reason)));
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * @param file as the person would name it
     * @param line from 1; 0 when it concerns the whole file
     * @param path the setting, for example {@code door.port}
     */
    public record Problem(String file, int line, String path, String reason) {
        @Override
        public String toString() {
            return file + (line > 0 ? ":" + line : "") + ": " + (path.isEmpty() ? "" : path + ": ") + reason;
        }
    }
}
