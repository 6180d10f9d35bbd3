# SPDX-License-Identifier: Apache-2.0
"""Any static web server: plain nginx with its own rules of tags and ranges; nothing but a folder, TLS and a log."""

import os
import shutil
import socket
import subprocess

from tests.support.ports import free_port
from tests.support.waiting import eventually

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")  # None: not installed


class Web:
    """Shows `folder`/district/repository with the certificate of `folder`/pki/hub."""

    def __init__(self, folder):
        self.folder, self.port, self.log, self.process = folder, free_port(), folder / "nginx/access.log", None
        (folder / "nginx").mkdir()

    def start(self, rate=None):
        """`rate`: bytes a second for each answer, as nginx writes it ("40k")."""
        config = self.folder / "nginx/nginx.conf"
        config.write_text(f"""daemon off; pid {self.folder}/nginx/pid; error_log {self.folder}/nginx/error.log;
            events {{}}
            http {{
              log_format files '$status $bytes_sent $body_bytes_sent $uri'; access_log {self.log} files;
              client_body_temp_path {self.folder}/nginx/b; proxy_temp_path {self.folder}/nginx/p; fastcgi_temp_path {self.folder}/nginx/f;
              uwsgi_temp_path {self.folder}/nginx/u; scgi_temp_path {self.folder}/nginx/s;
              server {{
                listen 127.0.0.1:{self.port} ssl; ssl_certificate {self.folder}/pki/hub.crt; ssl_certificate_key {self.folder}/pki/hub.key; ssl_protocols TLSv1.3;
                root {self.folder}/district/repository;
                {f"limit_rate {rate};" if rate else ""}
              }}
            }}""")
        # Started as root nginx would hand its workers to another user, who cannot read this folder.
        self.process = subprocess.Popen([NGINX, "-e", self.folder / "nginx/error.log", "-g", "user root;" if os.geteuid() == 0 else "", "-c", config])
        eventually("nginx listens", lambda: socket.socket().connect_ex(("127.0.0.1", self.port)) == 0)

    def stop(self):
        self.process.terminate()  # its workers end with it; after a kill they would stay
        self.process.wait()

    def answers(self):
        """(status, bytes with headers, bytes of the file, path) of each, in order."""
        lines = (line.split() for line in self.log.read_text().splitlines()) if self.log.exists() else ()
        return [(int(status), int(sent), int(body), path) for status, sent, body, path in lines]
