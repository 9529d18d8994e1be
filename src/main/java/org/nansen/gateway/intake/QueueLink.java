package org.nansen.gateway.intake;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.SettingsFault;
import org.springframework.jms.connection.CachingConnectionFactory;

/** The gateway's connections to the broker, embedded or not. */
final class QueueLink implements AutoCloseable {

    private static final int SESSIONS = 8;

    /**
     * In milliseconds. The broker takes back what a silent node had in hand before another node's lease can begin (15
     * seconds, renewed every 3): otherwise newer messages of a person would overtake older ones.
     */
    private static final long BROKER_GIVES_UP_AFTER = 8_000;

    private static final long SIGN_OF_LIFE_EVERY = 3_000;

    private final @Nullable Broker embedded;
    private final ActiveMQConnectionFactory plain;
    private final CachingConnectionFactory pooled;

    private QueueLink(@Nullable Broker embedded, ActiveMQConnectionFactory plain) {
        this.embedded = embedded;
        this.plain = plain;
        // Object messages are never opened here; should one be, nothing in it may come to life.
        plain.setDeserializationDenyList("*");
        this.pooled = new CachingConnectionFactory(plain);
        pooled.setSessionCacheSize(SESSIONS);
        pooled.setCacheConsumers(false);
        pooled.setReconnectOnException(true);
    }

    static QueueLink open(IntakeSettings.Broker settings, Home home, Profiles profiles) {
        if (settings.embedded()) {
            Broker broker = Broker.start(settings, home, profiles);
            return new QueueLink(
                    broker,
                    factory("tcp://" + settings.bind() + ":" + settings.port(), broker.user(), broker.password()));
        }
        return new QueueLink(null, factory(settings.address(), user(settings), password(settings, home)));
    }

    /** Connections that keep sessions open, for sending. */
    ConnectionFactory pooled() {
        return pooled;
    }

    /** Connections for listeners, which keep their own sessions. */
    ConnectionFactory plain() {
        return plain;
    }

    @Override
    public void close() throws Exception {
        pooled.destroy();
        plain.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    private static ActiveMQConnectionFactory factory(String url, String user, String password) {
        try {
            ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory();
            factory.setBrokerURL(url);
            factory.setUser(user);
            factory.setPassword(password);
            factory.setConnectionTTL(BROKER_GIVES_UP_AFTER);
            factory.setClientFailureCheckPeriod(SIGN_OF_LIFE_EVERY);
            return factory;
        } catch (JMSException wrong) {
            throw new SettingsFault("gateway.intake.broker", 0, "url", "is not an address of an Artemis broker");
        }
    }

    private static String user(IntakeSettings.Broker settings) {
        if (settings.user() == null) {
            throw new SettingsFault("gateway.intake.broker", 0, "user", "a broker elsewhere needs a login");
        }
        return settings.user();
    }

    private static String password(IntakeSettings.Broker settings, Home home) {
        if (settings.passwordFile() == null) {
            throw new SettingsFault("gateway.intake.broker", 0, "password-file", "a broker elsewhere needs a login");
        }
        try {
            return Files.readString(home.resolve(settings.passwordFile()), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException missing) {
            throw new SettingsFault("gateway.intake.broker", 0, "password-file", "NG-603 the file cannot be read");
        }
    }
}
