package org.nansen.gateway.intake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.Observation;
import org.nansen.gateway.normalize.SampleResult;
import org.nansen.gateway.normalize.Samples;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.SettingsFault;
import org.nansen.gateway.settings.SettingsFault.Problem;

/**
 * One national system's folder as it lies on disk, read without a gateway: for the commands that prove a system before it
 * is used. Judges as a start does, with one difference: an environment variable or a secret that only the gateway's own
 * machine has is a note here and no fault.
 */
public final class SystemFolder {

    /** Not the gateway's own: a command may run as another user, and must not leave a folder that the gateway cannot use. */
    private static final Path SPOOL = Path.of(
            System.getProperty("java.io.tmpdir"), "nansen-gateway-" + System.getProperty("user.name") + "-spool");

    private final String name;
    private final Path folder;
    private final @Nullable SystemEntry entry;
    private final @Nullable Normalizer normalizer;
    private final List<Problem> problems;
    private final List<Problem> notes;

    private SystemFolder(
            String name,
            Path folder,
            @Nullable SystemEntry entry,
            @Nullable Normalizer normalizer,
            List<Problem> problems,
            List<Problem> notes) {
        this.name = name;
        this.folder = folder;
        this.entry = entry;
        this.normalizer = normalizer;
        this.problems = problems;
        this.notes = notes;
    }

    /**
     * Reads one folder; what is wrong in it is found in {@link #problems()}, never thrown.
     *
     * @param home from where the profile's secrets are seen
     */
    public static SystemFolder of(Home home, Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        String name = absolute.getFileName().toString();
        List<Problem> problems = new ArrayList<>();
        StandIns environment = new StandIns(absolute.resolve("system.yaml"), System::getenv);
        ProfileReader reader = new ProfileReader(home, environment);
        SystemEntry entry = null;
        Normalizer normalizer = null;
        List<Problem> notes = new ArrayList<>();
        try {
            SystemProfile profile = environment.reading(() -> reader.profile(absolute));
            judge(reader, home, absolute, profile, problems, notes);
            entry = new SystemEntry(name, absolute, profile, null, SPOOL);
            normalizer = Readings.of(entry).own();
            if (!profile.inUse()) {
                notes.add(new Problem(
                        "config/systems/" + name + "/system.yaml",
                        0,
                        "enabled",
                        "the system is switched off; a gateway takes nothing from it"));
            }
        } catch (SettingsFault wrong) {
            problems.addAll(wrong.problems());
        }
        notes.addAll(environment.notes());
        return new SystemFolder(name, absolute, entry, normalizer, problems, notes);
    }

    /** Returns the private folder for what a command has to lay on disk while it reads. */
    public static Path spool() {
        return SPOOL;
    }

    /** Returns the folders of all systems of a home, by name. */
    public static List<Path> of(Home home) {
        return ProfileReader.folders(home.config().resolve("systems"));
    }

    /** What no two systems of a home may share; by system. */
    public static Map<String, List<Problem>> conflicts(List<SystemFolder> systems) {
        return Neighbours.conflicts(systems.stream()
                .filter(SystemFolder::isInUse)
                .flatMap(system -> Optional.ofNullable(system.entry).stream())
                .toList());
    }

    /** A start has the secrets at hand; a person's own machine has not, and should not. */
    private static void judge(
            ProfileReader reader,
            Home home,
            Path folder,
            SystemProfile profile,
            List<Problem> problems,
            List<Problem> notes) {
        try {
            reader.secret(folder, profile);
        } catch (SettingsFault found) {
            boolean here = Files.isDirectory(home.resolve("secrets"));
            for (Problem problem : found.problems()) {
                if (problem.reason().startsWith("NG-603 the file cannot be read") && !here) {
                    notes.add(new Problem(
                            problem.file(),
                            problem.line(),
                            problem.path(),
                            "this machine has no secrets; the gateway's home must have the file"));
                } else {
                    problems.add(problem);
                }
            }
        }
    }

    public String name() {
        return name;
    }

    public Path folder() {
        return folder;
    }

    /** What keeps a gateway from using the system. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** What cannot be judged on this machine. */
    public List<Problem> notes() {
        return List.copyOf(notes);
    }

    /** How its files are read; nothing when settings, mapping or codes are wrong. */
    public Optional<Normalizer> normalizer() {
        return Optional.ofNullable(normalizer);
    }

    /** Whether a gateway opens a door for it, unless something is wrong. */
    public boolean isInUse() {
        return entry == null || entry.profile().inUse();
    }

    /** What the settings leave open that is allowed and yet seldom meant; unknown settings are not held against them. */
    public List<Problem> advice() {
        return entry == null
                ? List.of()
                : ProfileAdvice.of(entry.profile(), LocalDate.now(ZoneOffset.UTC)).stream()
                        .map(line -> line.split(": ", 2))
                        .map(line -> new Problem("config/systems/" + name + "/system.yaml", 0, line[0], line[1]))
                        .toList();
    }

    /** Why nothing is ever asked for it, though it names databases to ask; nothing where that is not so. */
    public Optional<Problem> neverAsks() {
        FaultCode why = entry == null || entry.profile().may().ask().isEmpty()
                ? null
                : entry.known().neverAsks(LocalDate.now(ZoneOffset.UTC));
        return Optional.ofNullable(why)
                .map(code -> new Problem(
                        "config/systems/" + name + "/system.yaml",
                        0,
                        "legal.screening",
                        "no database is ever asked, and every answer is not-permitted: " + code.code() + " "
                                + code.hint()));
    }

    /** Whether nothing leaves yet: it is still being set up. */
    public boolean isInShadow() {
        return entry != null && entry.profile().mode() == NationalSystem.Mode.SHADOW;
    }

    /** Whether each of its files is a whole stock. */
    public boolean sendsStocks() {
        return entry != null
                && entry.profile().feed() != null
                && entry.profile().feed().isSnapshot();
    }

    /** Whether a file of which so many units are rejected would be held as a whole for an operator. */
    public boolean wouldHold(long rejected, long units) {
        return entry != null && entry.profile().holdDropWhenRejected().exceededBy(rejected, units);
    }

    /**
     * Describes what lies there as a gateway would when it reads it.
     *
     * @param conflicts what the system shares with others; see {@link #conflicts}
     */
    public SystemDescription describe(List<Problem> conflicts) {
        List<SampleResult> samples =
                normalizer == null ? List.of() : Samples.run(folder, normalizer, new Observation());
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(conflicts);
        samples.stream().filter(SampleResult::fails).forEach(sample -> all.add(SampleProof.problem(name, sample)));
        return SystemDescription.of(
                name, folder, normalizer == null ? null : normalizer.mappingVersion(), samples, all);
    }

    @Override
    public String toString() {
        return "SystemFolder[" + name + "]";
    }

    /** Sorts problems as a person works through them: by file, then by line. */
    public static List<Problem> inOrder(List<Problem> problems) {
        Map<String, List<Problem>> byFile = new LinkedHashMap<>();
        problems.forEach(problem -> byFile.computeIfAbsent(problem.file(), file -> new ArrayList<>())
                .add(problem));
        List<Problem> ordered = new ArrayList<>();
        byFile.values().forEach(ofFile -> {
            Problem[] lines = ofFile.toArray(Problem[]::new);
            Arrays.sort(lines, java.util.Comparator.comparingInt(Problem::line));
            ordered.addAll(List.of(lines));
        });
        return ordered;
    }
}
