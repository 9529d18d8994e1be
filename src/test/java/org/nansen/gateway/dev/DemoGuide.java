package org.nansen.gateway.dev;

import java.nio.file.Path;
import org.nansen.gateway.house.GreenMailbox;

/** What the demo prints when it is up: where to look, as commands to copy. */
final class DemoGuide {

    private DemoGuide() {}

    static String text(DemoPorts ports, Path home) {
        return """

                The demo gateway of country XAA is up. Four invented systems send to it; everybody in it is invented.

                  Accounting      curl -s -u demo:demo-only http://127.0.0.1:$API/api/v1/accounting
                  One record      curl -s -u demo:demo-only 'http://127.0.0.1:$API/api/v1/records?system=registry&recordId=R000001'
                  Health          curl -s -u demo:demo-only http://127.0.0.1:$MANAGEMENT/observe/health
                  Metrics         curl -s -u demo:demo-only http://127.0.0.1:$MANAGEMENT/observe/metrics
                  Secretariat     curl -s -u secretariat@example.org:$MAILPASS 'imap://127.0.0.1:$IMAP/INBOX;MAILINDEX=1'
                  How many mails  curl -s -u secretariat@example.org:$MAILPASS imap://127.0.0.1:$IMAP -X 'STATUS INBOX (MESSAGES)'
                  Own NCB         curl -s -u ncb@example.org:$MAILPASS 'imap://127.0.0.1:$IMAP/INBOX;MAILINDEX=1'
                  Drop folder     sftp -P $SFTP -i $HOME/secrets/registry.key -o UserKnownHostsFile=$HOME/secrets/sftp.known_hosts registry@127.0.0.1
                  Answers         ls $HOME/neighbours/sftp/registry/inbox
                  Configuration   $HOME/config

                Every ten seconds one line of the accounting follows. Stop with Ctrl-C; the next start begins anew.
                """.replace("$API", String.valueOf(ports.api()))
                .replace("$MANAGEMENT", String.valueOf(ports.management()))
                .replace("$MAILPASS", GreenMailbox.PASSWORD)
                .replace("$IMAP", String.valueOf(ports.imap()))
                .replace("$SFTP", String.valueOf(ports.sftp()))
                .replace("$HOME", home.toString());
    }
}
