package org.nansen.gateway.dev;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.GatewayApplication;
import org.nansen.gateway.house.GreenMailbox;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.ScreeningSimulator;
import org.nansen.gateway.house.TestCertificate;
import org.nansen.gateway.house.WatchList;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Starts a gateway in the midst of invented neighbours: a drop server, queues, a mail server, a screening endpoint, and
 * four national systems that keep sending. Everything listens on loopback, lives below {@code target/demo}, and is new at
 * each start.
 */
public final class DemoGateway {

    private DemoGateway() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Path home = Path.of("target", "demo").toAbsolutePath();
        delete(home);
        DemoPorts ports = DemoPorts.choose();
        TestCertificate certificate = TestCertificate.in(home.resolve("neighbours/tls"));
        GreenMailbox.show(certificate);
        GreenMailbox.start(ports.smtps(), ports.imap(), "secretariat@example.org", "ncb@example.org");
        ScreeningSimulator.start(ports.screening(), WatchList.demo());
        String queuePassword = password();
        String caseworkPassword = password();
        House house = House.in(home)
                .value("SFTP_PORT", ports.sftp())
                .value("MAIL_URL", "smtps://gateway@localhost:" + ports.smtps())
                .value("BROKER", "{ port: " + ports.queues() + " }")
                .value("SCREENING_URL", "http://127.0.0.1:" + ports.screening())
                .value("DEMO_HASH", hash("demo-only"))
                .value("CASEWORK_HASH", hash(caseworkPassword))
                .secret("mail", GreenMailbox.PASSWORD)
                .secret("mail.crt", certificate.certificate())
                .secret("border.queue", queuePassword)
                .common()
                .systems("registry", "border", "casework", "shelter");
        DemoSftp sftp = DemoSftp.start(
                        ports.sftp(), home.resolve("neighbours/sftp"), house, List.of("registry", "shelter"))
                .folders("registry", "outbox", "inbox")
                .folders("shelter", "residents", "receipts");

        SpringApplication.withHook(
                DemoGateway::withoutTestClasses,
                () -> GatewayApplication.main(new String[] {
                    "--gateway.home=" + home,
                    "--logging.level.org.apache.sshd=warn",
                    "--server.port=" + ports.api(),
                    "--management.server.port=" + ports.management()
                }));

        System.out.println(DemoGuide.text(ports, home));
        new DemoSystems(
                        sftp,
                        new ActiveMQConnectionFactory("tcp://127.0.0.1:" + ports.queues(), "border", queuePassword),
                        new DemoCalls(ports.api(), "casework", caseworkPassword),
                        System.out)
                .start();
        showAccounting(new AccountingLine(new DemoCalls(ports.api(), "demo", "demo-only"), System.out));
    }

    /** The demo runs on the tests' class path, and its gateway must not pick up what tests configure. */
    private static SpringApplicationRunListener withoutTestClasses(SpringApplication application) {
        application.addInitializers(
                context -> context.getBeanFactory().registerSingleton("noTestClasses", new NoTestClasses()));
        return new SpringApplicationRunListener() {};
    }

    private static void showAccounting(AccountingLine line) {
        ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
        clockwork.scheduleAtFixedRate(
                () -> {
                    try {
                        line.print();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IOException | RuntimeException e) {
                        System.out.println("No accounting: " + e.getMessage());
                    }
                },
                10,
                10,
                TimeUnit.SECONDS);
        Runtime.getRuntime().addShutdownHook(new Thread(clockwork::shutdownNow));
    }

    private static String hash(String password) {
        return "{bcrypt}" + new BCryptPasswordEncoder(10).encode(password);
    }

    private static String password() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
