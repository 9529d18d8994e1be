package org.nansen.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path home;

    @Test
    void returnsTheSecretWithoutItsLineEnd() throws IOException {
        write("hush hush \n", "rw-r-----");
        assertThat(secret()).isEqualTo("hush hush ");
        write("hush\r\n", "rw-------");
        assertThat(secret()).isEqualTo("hush");
        write("hush", "r--------");
        assertThat(secret()).isEqualTo("hush");
    }

    @Test
    void refusesWhatEveryUserCanRead() throws IOException {
        write("hush\n", "rw-r--r--");

        assertThatThrownBy(this::secret)
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("gateway.mailbox.password-file")
                .hasMessageContaining("open to every user")
                .hasMessageContaining("chmod 600 secrets/mail")
                .hasMessageNotContaining("hush");
    }

    @Test
    void refusesWhatIsMissingEmptyOrNotOneLine() throws IOException {
        assertThatThrownBy(this::secret).hasMessageContaining("does not exist");
        write("\n", "rw-------");
        assertThatThrownBy(this::secret).hasMessageContaining("is empty");
        write("hush\nhush\n", "rw-------");
        assertThatThrownBy(this::secret).hasMessageContaining("one line").hasMessageNotContaining("hush");
    }

    private String secret() {
        return new Secrets(new Home(home)).text("secrets/mail", "gateway.mailbox.password-file");
    }

    private void write(String content, String permissions) throws IOException {
        Path file = home.resolve("secrets/mail");
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
