package org.nansen.gateway.dev;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The four national systems of the demo: each sends on and on, now and then something wrong or something twice. */
final class DemoSystems {

    private final DemoSftp sftp;
    private final ConnectionFactory queues;
    private final DemoCalls casework;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();
    private final ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "demo-systems");
        thread.setDaemon(true);
        return thread;
    });

    private final InventedPeople registered = new InventedPeople(11, 1);
    private final InventedPeople crossing = new InventedPeople(22, 1);
    private final InventedPeople sheltered = new InventedPeople(33, 1);
    private final Queue<Registered> undecided = new ArrayDeque<>();
    private byte[] lastFile = new byte[0];
    private int files;
    private int posts;

    private record Registered(InventedPerson person, Instant at) {}

    /** What a system does at each turn. */
    private interface Turn {
        void take() throws IOException, InterruptedException;
    }

    DemoSystems(DemoSftp sftp, ConnectionFactory queues, DemoCalls casework, PrintStream out) {
        this.sftp = sftp;
        this.queues = queues;
        this.casework = casework;
        this.out = out;
    }

    void start() {
        every(4000, "registry", this::registry);
        every(1500, "border", this::border);
        every(2500, "casework", this::casework);
        every(6000, "shelter", this::shelter);
    }

    private void every(long milliseconds, String system, Turn turn) {
        clockwork.scheduleAtFixedRate(
                () -> {
                    try {
                        turn.take();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IOException | RuntimeException e) {
                        // A sender whose turn failed has the next one; a thrown exception would end the clockwork.
                        out.println(system + " could not send: " + e.getMessage());
                    }
                },
                0,
                milliseconds,
                TimeUnit.MILLISECONDS);
    }

    private synchronized void registry() throws IOException {
        files++;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (files % 7 == 0) {
            sftp.drop("registry", "outbox/changes-%05d.csv".formatted(files), lastFile);
            return;
        }
        List<InventedPerson> people = people(registered, 8);
        boolean faulty = files % 5 == 0;
        lastFile = faulty ? RegistryExport.withUnknownCountry(people, now) : RegistryExport.applications(people, now);
        sftp.drop("registry", "outbox/changes-%05d.csv".formatted(files), lastFile);
        for (InventedPerson person : faulty ? people.subList(0, people.size() - 1) : people) {
            undecided.add(new Registered(person, now));
        }
    }

    private void border() {
        InventedPerson person = crossing.next();
        try (JMSContext context = queues.createContext()) {
            context.createProducer()
                    .send(
                            context.createQueue("border.in"),
                            BorderExport.arrival(person, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        }
    }

    private void casework() throws IOException, InterruptedException {
        List<InventedPerson> decided = takeDecided();
        if (!decided.isEmpty()) {
            casework.post(
                    "/api/v1/systems/casework/records",
                    "application/x-ndjson",
                    "demo-" + (++posts),
                    CaseworkExport.decisions(decided, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        }
    }

    /** A demo cannot wait for years: five seconds after the application there is a decision. */
    private synchronized List<InventedPerson> takeDecided() {
        List<InventedPerson> decided = new ArrayList<>();
        Instant ripe = clock.instant().minusSeconds(5);
        while (!undecided.isEmpty() && undecided.element().at().isBefore(ripe) && decided.size() < 5) {
            decided.add(undecided.remove().person());
        }
        return decided;
    }

    private void shelter() throws IOException {
        List<InventedPerson> people = people(sheltered, 4);
        sftp.drop(
                "shelter",
                "residents/residents-%05d.csv".formatted(people.get(0).number()),
                ShelterExport.residents(people));
    }

    private static List<InventedPerson> people(InventedPeople source, int count) {
        List<InventedPerson> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(source.next());
        }
        return people;
    }
}
