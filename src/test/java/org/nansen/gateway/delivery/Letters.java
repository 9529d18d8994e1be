package org.nansen.gateway.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Letter;
import org.nansen.gateway.ledger.LetterClaim;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.record.Destination;
import org.nansen.gateway.record.Destinations;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystems;

/** Invented letters and who may read them. */
final class Letters {

    static final String ID = "0193a000-1111-7222-8333-444455556666";
    static final String CONTENT =
            "{\"message\":\"M8\",\"person\":{\"names\":[{\"type\":\"primary\",\"surname\":\"Müster\"}]},"
                    + "\"decision\":{\"protectedAgainst\":[\"XBB\"]}}";
    static final Destination SECRETARIAT = new Destination("secretariat", "XPO", "secretariat@example.org", true);

    private Letters() {}

    static Letter letter(String id, String destination, MessageKind kind) {
        return letter(id, destination, kind, CONTENT.getBytes(StandardCharsets.UTF_8));
    }

    static Letter letter(String id, String destination, MessageKind kind, byte[] content) {
        return new Letter(
                id,
                kind,
                "record-1",
                "registry",
                destination,
                "mail",
                "grant",
                "2026-03",
                content,
                Instant.parse("2026-11-03T09:05:07.123Z"),
                null);
    }

    static LetterClaim claim(Letter letter, String... shield) {
        return new LetterClaim() {
            @Override
            public Letter letter() {
                return letter;
            }

            @Override
            public Set<String> shield() {
                return Set.of(shield);
            }

            @Override
            public String id() {
                return letter.id();
            }

            @Override
            public String queue() {
                return letter.channel();
            }

            @Override
            public String system() {
                return letter.system();
            }

            @Override
            public int attempts() {
                return 0;
            }

            @Override
            public boolean holds() {
                return true;
            }
        };
    }

    static Destinations destinations(Destination... known) {
        return new Destinations() {
            @Override
            public Optional<Destination> find(String name) {
                return all().stream().filter(one -> one.name().equals(name)).findFirst();
            }

            @Override
            public Collection<Destination> all() {
                return List.of(known);
            }
        };
    }

    /** The one system that sends, in a mode that tests set; without one it is not configured. */
    static final class OneSystem implements NationalSystems {

        NationalSystem.@Nullable Mode mode = NationalSystem.Mode.LIVE;

        @Override
        public Optional<NationalSystem> find(String name) {
            return all().stream().filter(one -> one.name().equals(name)).findFirst();
        }

        @Override
        public Collection<NationalSystem> all() {
            return mode == null
                    ? List.of()
                    : List.of(new NationalSystem(
                            "registry",
                            "XAA",
                            mode,
                            null,
                            null,
                            null,
                            Set.of(),
                            NationalSystem.Learn.RESULT,
                            null,
                            null));
        }
    }
}
