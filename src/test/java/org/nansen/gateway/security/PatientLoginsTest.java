package org.nansen.gateway.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

class PatientLoginsTest {

    private final PatientLogins logins = new PatientLogins(new Nobody(), () -> 0);

    @Test
    void keepsNoMoreOfANameThanALoginCanHave() {
        String endless = "x".repeat(8_000);
        for (int i = 0; i < PatientLogins.TRIES; i++) {
            String other = endless + i;
            assertThatThrownBy(() -> login(other)).isInstanceOf(BadCredentialsException.class);
        }
        assertThatThrownBy(() -> login(endless)).isInstanceOf(LockedException.class);
        assertThatThrownBy(() -> login("x")).isInstanceOf(BadCredentialsException.class);
    }

    private void login(String name) {
        logins.authenticate(new UsernamePasswordAuthenticationToken(name, "guess"));
    }

    private static final class Nobody implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication attempt) {
            throw new BadCredentialsException("no");
        }

        @Override
        public boolean supports(Class<?> kind) {
            return true;
        }
    }
}
