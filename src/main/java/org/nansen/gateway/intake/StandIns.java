package org.nansen.gateway.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.SettingsFault;
import org.nansen.gateway.settings.SettingsFault.Problem;

/**
 * The environment of a gateway, away from it: where {@code system.yaml} names a variable that is not set here, some value
 * of the right form stands in, so that everything else in the file can be judged. No stand-in is ever used for a door.
 */
final class StandIns implements UnaryOperator<@Nullable String> {

    /** One of each form that a setting may have: number, text, hash, country, duration, share, date. */
    private static final List<String> FORMS = List.of(
            "1",
            "stand-in",
            "{bcrypt}$2a$10$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "XAA",
            "PT10S",
            "P10D",
            "20%",
            "2099-12-31");

    private final Path file;
    private final List<String> lines;
    private final UnaryOperator<@Nullable String> known;
    private final Map<String, Integer> forms = new TreeMap<>();

    StandIns(Path file, UnaryOperator<@Nullable String> known) {
        this.file = file;
        this.lines = lines(file);
        this.known = known;
    }

    @Override
    public @Nullable String apply(@Nullable String name) {
        String value = name == null ? null : known.apply(name);
        // With a default behind its name it need not be set.
        if (value != null || name == null || lines.stream().anyMatch(line -> line.contains("${" + name + ":"))) {
            return value;
        }
        return FORMS.get(forms.computeIfAbsent(name, unset -> 0));
    }

    /** Reads again with another form as long as a variable that is not set is what does not fit. */
    <T> T reading(Supplier<T> read) {
        while (true) {
            try {
                return read.get();
            } catch (SettingsFault wrong) {
                if (!next(wrong.problems())) {
                    throw wrong;
                }
            }
        }
    }

    private boolean next(List<Problem> problems) {
        boolean changed = false;
        for (Map.Entry<String, Integer> form : forms.entrySet()) {
            boolean concerned = problems.stream()
                    .filter(problem -> problem.line() > 0 && problem.line() <= lines.size())
                    .anyMatch(problem -> lines.get(problem.line() - 1).contains("${" + form.getKey()));
            if (concerned && form.getValue() < FORMS.size() - 1) {
                form.setValue(form.getValue() + 1);
                changed = true;
            }
        }
        return changed;
    }

    /** Which variables the gateway will need that are not set here. */
    List<Problem> notes() {
        String shown = "config/systems/" + file.getParent().getFileName() + "/system.yaml";
        List<Problem> notes = new ArrayList<>();
        forms.keySet().forEach(name -> {
            int at = 0;
            while (at < lines.size() && !lines.get(at).contains("${" + name + "}")) {
                at++;
            }
            notes.add(new Problem(
                    shown,
                    at < lines.size() ? at + 1 : 0,
                    "",
                    "the environment variable " + name + " is not set here; the gateway needs it"));
        });
        return notes;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
