"""What a folder is for, by its name, where a source tells no SPECIAL-USE (RFC 6154)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from narrowcast.connectors.records import FolderRole

# What Outlook, Apple Mail, Thunderbird, Gmail and Notes call their folders, in many languages.
_NAMES: dict[FolderRole, str] = {
    FolderRole.INBOX: """
        inbox|posteingang|boite de reception|bandeja de entrada|recibidos|posta in arrivo
        |caixa de entrada|postvak in|odebrane|skrzynka odbiorcza|входящие|inkorg|innboks
        |indbakke|saapuneet|gelen kutusu|受信トレイ|受信箱|收件箱|收件匣|받은편지함
        |dorucena posta""",
    FolderRole.SENT: """
        sent|sent mail|sent items|sent messages|gesendet|gesendete|gesendete objekte
        |gesendete elemente|envoyes|elements envoyes|messages envoyes|enviados
        |elementos enviados|mensajes enviados|correo enviado|posta inviata|inviati
        |itens enviados|e mails enviados|verzonden|verzonden items|verzonden berichten
        |wyslane|elementy wyslane|отправленные|skickat|skickade objekt|sendt
        |sendte elementer|sendt post|lahetetyt|gonderilmis ogeler|gonderilenler|送信済み
        |送信済みアイテム|已发送|已发送邮件|已傳送郵件|寄件備份|보낸편지함|odeslana posta
        |odeslane""",
    FolderRole.DRAFTS: """
        drafts|draft|entwurfe|brouillons|borradores|bozze|rascunhos|concepten|wersje robocze
        |kopie robocze|robocze|черновики|utkast|kladder|luonnokset|taslaklar|下書き|草稿
        |草稿箱|임시보관함|rozepsane|koncepty""",
    FolderRole.JUNK: """
        junk|spam|junk mail|junk e mail|junk email|bulk mail|spamverdacht|unerwunscht
        |courrier indesirable|indesirables|pourriel|correo no deseado|correo basura
        |posta indesiderata|lixo eletronico|ongewenste e mail|wiadomosci smieci|спам
        |нежелательная почта|skrappost|soppelpost|uonsket mail|roskaposti|onemsiz|迷惑メール
        |垃圾邮件|垃圾郵件|스팸함|nevyzadana posta""",
    FolderRole.TRASH: """
        trash|deleted|deleted items|deleted messages|bin|papierkorb|geloscht
        |geloschte objekte|geloschte elemente|corbeille|elements supprimes|papelera
        |elementos eliminados|cestino|posta eliminata|lixeira|itens excluidos|prullenbak
        |verwijderde items|kosz|elementy usuniete|корзина|удаленные|papperskorgen
        |borttagna objekt|papirkurv|slettede elementer|roskakori|cop kutusu|silinmis ogeler
        |ゴミ箱|削除済みアイテム|已删除邮件|刪除的郵件|휴지통|kos""",
    FolderRole.ARCHIVE: """
        archive|archives|archived|all mail|all documents|archiv|alle nachrichten
        |tous les messages|archivo|todos|archivio|tutti i messaggi|arquivo|archief|archiwum
        |архив|вся почта|arkiv|arkisto|arsiv|アーカイブ|すべてのメール|归档|封存|보관함""",
}
_SEPARATORS = re.compile(r"[/\\|]+|(?<=\w)\.(?=\w)")
_NOT_WORD = re.compile(r"[\W_]+")
_NAME_CHARS = 300


@lru_cache(maxsize=4_096)
def role_of(name: str) -> FolderRole:
    """The role that the last speaking component of a folder's name tells; OTHER where none does."""
    for component in reversed(_SEPARATORS.split(name[:_NAME_CHARS])):
        role = _ROLES.get(_key(component))
        if role is not None:
            return role
    return FolderRole.OTHER


def _key(component: str) -> str:
    """Casefolded words without accents: `'Éléments envoyés` gives `elements envoyes`."""
    plain = unicodedata.normalize("NFKD", component.casefold())
    plain = "".join(
        letter for letter in plain if not unicodedata.combining(letter) or ord(letter) > 0x36F
    )
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFC", plain)).strip()


_ROLES = {
    _key(name): role
    for role, names in _NAMES.items()
    for name in " ".join(names.split()).split("|")
}


def from_imap(name: str) -> str:
    """Decode a folder name in modified UTF-7 (RFC 3501 §5.1.3); left as it is where it is none."""
    return _SHIFTED.sub(_unshifted, name[:_NAME_CHARS])


_SHIFTED = re.compile(r"&([A-Za-z0-9+,]{0,300})-")


def _unshifted(match: re.Match[str]) -> str:
    if not match[1]:
        return "&"
    try:
        return f"+{match[1].replace(',', '/')}-".encode("ascii").decode("utf-7")
    except UnicodeDecodeError:
        return match[0]
