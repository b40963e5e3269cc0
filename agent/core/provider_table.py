"""The large mail providers: their servers, and what they want done first.

Written from what is commonly known of them; no row was tried on a real account. What a row says is
shown and confirmed before anything is asked of its host. A domain that ends in `.*` stands for all
its countries.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Login(StrEnum):
    """What a provider takes from programs in place of the owner's own password."""

    PASSWORD = "password"  # noqa: S105 - a way, no secret
    APP_PASSWORD = "app password"  # noqa: S105
    OAUTH = "oauth"
    BRIDGE = "bridge"  # the provider's own program on the owner's machine
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server and how it encrypts."""

    host: str
    port: int
    security: str = "tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider; *advice* is one sentence on what to do there first, '' nothing."""

    name: str
    domains: tuple[str, ...]
    imap: Endpoint | None = None
    smtp: Endpoint | None = None
    caldav: str = ""
    carddav: str = ""
    login: Login = Login.PASSWORD
    advice: str = ""
    user_is_local: bool = False
    """Whether the login is what stands before the @."""
    takes_mail: tuple[str, ...] = ()
    """Domains of its servers that take the mail of others' domains (MX)."""


def _tls(host: str, port: int = 993) -> Endpoint:
    return Endpoint(host, port)


def _starttls(host: str, port: int = 587) -> Endpoint:
    return Endpoint(host, port, "starttls")


PROVIDERS = (
    Provider(
        name="Gmail",
        domains=("gmail.com", "googlemail.com"),
        imap=_tls("imap.gmail.com"),
        smtp=_tls("smtp.gmail.com", 465),
        login=Login.APP_PASSWORD,
        advice="turn on 2-Step Verification, then make an app password at"
        " https://myaccount.google.com/apppasswords; or sign in by the browser: narrowcast connect"
        " google",
        takes_mail=("google.com", "googlemail.com"),
    ),
    Provider(
        name="Outlook.com",
        domains=("outlook.*", "hotmail.*", "live.*", "msn.com", "passport.com"),
        imap=_tls("outlook.office365.com"),
        smtp=_starttls("smtp-mail.outlook.com"),
        login=Login.OAUTH,
        advice="Microsoft takes no passwords from programs any more; sign in by the browser:"
        " narrowcast connect microsoft",
        takes_mail=("mail.protection.outlook.com", "mx.microsoft"),
    ),
    Provider(
        name="iCloud",
        domains=("icloud.com", "me.com", "mac.com"),
        imap=_tls("imap.mail.me.com"),
        smtp=_starttls("smtp.mail.me.com"),
        caldav="https://caldav.icloud.com/",
        carddav="https://contacts.icloud.com/",
        login=Login.APP_PASSWORD,
        advice="make an app-specific password at https://account.apple.com (Sign-In and Security)",
        takes_mail=("mail.icloud.com",),
    ),
    Provider(
        name="Fastmail",
        domains=("fastmail.com", "fastmail.fm", "fastmail.de", "fastmail.co.uk", "fastmail.net",
                 "fastmail.org", "fastmail.us", "sent.com", "messagingengine.com"),
        imap=_tls("imap.fastmail.com"),
        smtp=_tls("smtp.fastmail.com", 465),
        caldav="https://caldav.fastmail.com/",
        carddav="https://carddav.fastmail.com/",
        login=Login.APP_PASSWORD,
        advice="make an app password in Settings, Privacy & Security, Manage app passwords",
    ),
    Provider(
        name="Yahoo",
        domains=("yahoo.*", "ymail.com", "rocketmail.com", "myyahoo.com"),
        imap=_tls("imap.mail.yahoo.com"),
        smtp=_tls("smtp.mail.yahoo.com", 465),
        login=Login.APP_PASSWORD,
        advice="make an app password in Account Security at https://login.yahoo.com",
    ),
    Provider(
        name="AOL",
        domains=("aol.*", "aim.com"),
        imap=_tls("imap.aol.com"),
        smtp=_tls("smtp.aol.com", 465),
        login=Login.APP_PASSWORD,
        advice="make an app password in Account Security at https://login.aol.com",
    ),
    Provider(
        name="GMX",
        domains=("gmx.net", "gmx.de", "gmx.at", "gmx.ch", "gmx.eu", "gmx.org", "gmx.info"),
        imap=_tls("imap.gmx.net"),
        smtp=_tls("mail.gmx.net", 465),
        caldav="https://caldav.gmx.net/",
        carddav="https://carddav.gmx.net/",
        advice="let programs in first: E-Mail, Einstellungen, POP3/IMAP; with two-factor login make"
        " an app password",
    ),
    Provider(
        name="GMX",
        domains=("gmx.com", "gmx.us", "gmx.co.uk", "gmx.fr", "gmx.es"),
        imap=_tls("imap.gmx.com"),
        smtp=_tls("mail.gmx.com", 465),
        advice="let programs in first: Email, Settings, POP3 & IMAP",
    ),
    Provider(
        name="WEB.DE",
        domains=("web.de",),
        imap=_tls("imap.web.de"),
        smtp=_starttls("smtp.web.de"),
        caldav="https://caldav.web.de/",
        carddav="https://carddav.web.de/",
        advice="let programs in first: E-Mail, Einstellungen, POP3/IMAP; with two-factor login make"
        " an app password",
    ),
    Provider(
        name="T-Online",
        domains=("t-online.de", "magenta.de"),
        imap=_tls("secureimap.t-online.de"),
        smtp=_tls("securesmtp.t-online.de", 465),
        login=Login.APP_PASSWORD,
        advice="set a password for mail programs in the Kundencenter; it is not that of the login",
    ),
    Provider(
        name="freenet",
        domains=("freenet.de",),
        imap=_tls("mx.freenet.de"),
        smtp=_tls("mx.freenet.de", 465),
        advice="let programs in first: Einstellungen, IMAP",
    ),
    Provider(
        name="Posteo",
        domains=("posteo.de", "posteo.net", "posteo.org", "posteo.eu", "posteo.at", "posteo.ch"),
        imap=_tls("posteo.de"),
        smtp=_tls("posteo.de", 465),
        caldav="https://posteo.de:8443/",
        carddav="https://posteo.de:8443/",
    ),
    Provider(
        name="mailbox.org",
        domains=("mailbox.org",),
        imap=_tls("imap.mailbox.org"),
        smtp=_tls("smtp.mailbox.org", 465),
        caldav="https://dav.mailbox.org/",
        carddav="https://dav.mailbox.org/",
        advice="with two-factor login make an app password in Settings, Security",
    ),
    Provider(
        name="Bluewin",
        domains=("bluewin.ch",),
        imap=_tls("imaps.bluewin.ch"),
        smtp=_tls("smtpauths.bluewin.ch", 465),
    ),
    Provider(
        name="Infomaniak",
        domains=("ik.me", "ikmail.com", "etik.com"),
        imap=_tls("mail.infomaniak.com"),
        smtp=_tls("mail.infomaniak.com", 465),
        login=Login.APP_PASSWORD,
        advice="make a device password in the Mail settings of the Manager",
        takes_mail=("infomaniak.ch",),
    ),
    Provider(
        name="Orange",
        domains=("orange.fr", "wanadoo.fr"),
        imap=_tls("imap.orange.fr"),
        smtp=_tls("smtp.orange.fr", 465),
    ),
    Provider(
        name="Free",
        domains=("free.fr",),
        imap=_tls("imap.free.fr"),
        smtp=_tls("smtp.free.fr", 465),
        user_is_local=True,
    ),
    Provider(
        name="La Poste",
        domains=("laposte.net",),
        imap=_tls("imap.laposte.net"),
        smtp=_tls("smtp.laposte.net", 465),
        advice="let programs in first: Paramètres, POP/IMAP",
        user_is_local=True,
    ),
    Provider(
        name="Zoho",
        domains=("zoho.com", "zohomail.com"),
        imap=_tls("imap.zoho.com"),
        smtp=_tls("smtp.zoho.com", 465),
        login=Login.APP_PASSWORD,
        advice="switch IMAP on in Settings, Mail Accounts, and with two-factor login make an app"
        " password",
        takes_mail=("zoho.com",),
    ),
    Provider(
        name="Zoho",
        domains=("zoho.eu", "zohomail.eu"),
        imap=_tls("imap.zoho.eu"),
        smtp=_tls("smtp.zoho.eu", 465),
        login=Login.APP_PASSWORD,
        advice="switch IMAP on in Settings, Mail Accounts, and with two-factor login make an app"
        " password",
        takes_mail=("zoho.eu",),
    ),
    Provider(
        name="Yandex",
        domains=("yandex.*", "ya.ru"),
        imap=_tls("imap.yandex.com"),
        smtp=_tls("smtp.yandex.com", 465),
        login=Login.APP_PASSWORD,
        advice="switch IMAP on in Settings, Email clients, and make an app password",
        takes_mail=("yandex.net", "yandex.ru"),
    ),
    Provider(
        name="Mail.ru",
        domains=("mail.ru", "inbox.ru", "list.ru", "bk.ru", "internet.ru"),
        imap=_tls("imap.mail.ru"),
        smtp=_tls("smtp.mail.ru", 465),
        login=Login.APP_PASSWORD,
        advice="make a password for external applications in the account's security settings",
    ),
    Provider(
        name="Seznam",
        domains=("seznam.cz", "email.cz", "post.cz"),
        imap=_tls("imap.seznam.cz"),
        smtp=_tls("smtp.seznam.cz", 465),
    ),
    Provider(
        name="QQ Mail",
        domains=("qq.com", "foxmail.com"),
        imap=_tls("imap.qq.com"),
        smtp=_tls("smtp.qq.com", 465),
        login=Login.APP_PASSWORD,
        advice="switch IMAP on in the settings; the authorization code you get is the password",
    ),
    Provider(
        name="NetEase 163",
        domains=("163.com",),
        imap=_tls("imap.163.com"),
        smtp=_tls("smtp.163.com", 465),
        login=Login.APP_PASSWORD,
        advice="switch IMAP on in the settings; the authorization code you get is the password",
    ),
    Provider(
        name="NetEase 126",
        domains=("126.com",),
        imap=_tls("imap.126.com"),
        smtp=_tls("smtp.126.com", 465),
        login=Login.APP_PASSWORD,
        advice="switch IMAP on in the settings; the authorization code you get is the password",
    ),
    Provider(
        name="Naver",
        domains=("naver.com",),
        imap=_tls("imap.naver.com"),
        smtp=_tls("smtp.naver.com", 465),
        login=Login.APP_PASSWORD,
        advice="switch IMAP on in the settings, and make an app password",
    ),
    Provider(
        name="Comcast",
        domains=("comcast.net",),
        imap=_tls("imap.comcast.net"),
        smtp=_tls("smtp.comcast.net", 465),
        advice="let programs in first: Settings, Security, third party access",
    ),
    Provider(
        name="AT&T",
        domains=("att.net", "sbcglobal.net", "bellsouth.net"),
        imap=_tls("imap.mail.att.net"),
        smtp=_tls("smtp.mail.att.net", 465),
        login=Login.APP_PASSWORD,
        advice="make a secure mail key in the profile's sign-in settings",
    ),
    Provider(
        name="IONOS",
        domains=("online.de", "onlinehome.de"),
        imap=_tls("imap.ionos.de"),
        smtp=_tls("smtp.ionos.de", 465),
        takes_mail=("kundenserver.de", "ionos.de"),
    ),
    Provider(
        name="IONOS",
        domains=("ionos.com", "ionos.co.uk"),
        imap=_tls("imap.ionos.com"),
        smtp=_tls("smtp.ionos.com", 465),
        takes_mail=("1and1.com",),
    ),
    Provider(
        name="Strato",
        domains=("strato.de",),
        imap=_tls("imap.strato.de"),
        smtp=_tls("smtp.strato.de", 465),
        takes_mail=("rzone.de",),
    ),
    Provider(
        name="Migadu",
        domains=("migadu.com",),
        imap=_tls("imap.migadu.com"),
        smtp=_tls("smtp.migadu.com", 465),
    ),
    Provider(
        name="Hostpoint",
        domains=("hostpoint.ch",),
        imap=_tls("imap.mail.hostpoint.ch"),
        smtp=_tls("asmtp.mail.hostpoint.ch", 465),
    ),
    Provider(
        name="Proton Mail",
        domains=("proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
        imap=Endpoint("127.0.0.1", 1143, "starttls"),
        smtp=Endpoint("127.0.0.1", 1025, "starttls"),
        login=Login.BRIDGE,
        advice="run Proton Mail Bridge on this machine, export its TLS certificate, and give that"
        " with --ca-file; the password is the one that Bridge shows",
        takes_mail=("mail.protonmail.ch",),
    ),
    Provider(
        name="Tuta",
        domains=("tuta.com", "tuta.io", "tutanota.com", "tutanota.de", "tutamail.com",
                 "keemail.me"),
        login=Login.NONE,
        advice="Tuta lets no other program read mail; export it as .eml files and run:"
        " narrowcast init --mail FOLDER",
        takes_mail=("mail.tutanota.de",),
    ),
)  # fmt: skip
