"""What can go wrong in the vault, each with the exit code of the command that meets it.

Wrong key, damaged, and unsupported are three things: only the first is answered by another key. No message holds a
key, a passphrase, or a byte of what was to be read.
"""

from __future__ import annotations

from typing import ClassVar

from ..errors import BronwachtError, InputError, LockedError, UsageError


class VaultError(BronwachtError):
    """Anything that the vault refuses."""


class AgeError(VaultError):
    """Anything that the age file format refuses."""


class NoMatchError(AgeError, LockedError):
    """The file is well formed, but none of the given keys opens it."""


class WrongPassphraseError(NoMatchError):
    """The file is locked with a passphrase, and not with the given one."""


class HeaderError(AgeError, InputError):
    """The header breaks the format: the file is damaged, cut off, or no age file."""


class UnsupportedVersionError(HeaderError):
    """The file calls itself an age file of another version than v1."""


class WorkFactorError(HeaderError):
    """Trying the passphrase would take more memory and time than an honest file asks for."""


class HeaderMacError(HeaderError):
    """The header is well formed and a key fits, but the header is not the one that was made with that file key."""


class PayloadError(AgeError, InputError):
    """The payload was changed, cut off, or has something after its end."""


class ArmorError(AgeError, InputError):
    """The ASCII armor breaks the strict PEM encoding, or something stands around it."""


class KeyTextError(AgeError, UsageError):
    """The text of a recipient or an identity is not one, or not one of a supported kind."""


class RecipientsError(AgeError, UsageError):
    """The recipients make no sense together: none at all, a passphrase beside a key, old beside post-quantum."""


class KeyFileError(VaultError, InputError):
    """The key file is not one, or is damaged."""


class WeakPassphraseError(VaultError, UsageError):
    """The passphrase is too easy to guess to stand between a thief and a source."""


class CardError(VaultError, InputError):
    """An editor's card is not one, is damaged, or is not signed by the key that it shows."""


class EditorNameError(VaultError, UsageError):
    """An editor's name is empty, too long, or has characters that hide or reorder text."""


class FingerprintError(VaultError, LockedError):
    """A fingerprint was not given, or is not that of the key it was to confirm."""


class SignatureError(VaultError, InputError):
    """A signature does not fit: what it stands under was changed, or signed by somebody else."""


class SignOffError(VaultError, InputError):
    """A sign-off, or a file that it is about, cannot be read, is not one, or is damaged."""


class UnknownSignerError(VaultError, LockedError):
    """A signature holds, and is by none of those who were named."""


class NotAVaultError(VaultError, InputError):
    """The file is missing, empty, or something else than a vault."""


class AddressError(VaultError, UsageError):
    """A vault's address cannot be used: not one, with a password in it, or for a server that nothing here speaks to."""


class ExportError(VaultError, InputError):
    """What should be an export is not one, is damaged, or cannot be made of this vault."""


class DamagedVaultError(VaultError, InputError):
    """The file is a vault, but something in it was changed, swapped, or cut off."""


class OlderVaultError(VaultError, InputError):
    """The vault is older than what this machine has seen, or has another past."""


class RestoredVaultError(OlderVaultError):
    """The vault is older than what this machine has seen, since an editor put it back and says so."""


class RestoreError(VaultError, UsageError):
    """A copy is not put back, or accepted, as it was asked: another number of acts is lost, or there is nothing to."""


class StorageError(VaultError, UsageError):
    """A vault or another output cannot be written: read-only, no space, no permission; its old state is whole.

    As with every command's output, it is for whoever runs it to name another place or make room.
    """


class UnreachableError(StorageError):
    """What is kept cannot be read either: the vault's server, its disk, or what this machine remembers."""

    exit_code: ClassVar[int] = InputError.exit_code


class UnrememberedError(StorageError):
    """The vault was written, and this machine could not remember it: what was made for that write must stay."""

    exit_code: ClassVar[int] = InputError.exit_code  # 2 says of every other command that nothing was done


class UnfinishedError(VaultError, InputError):
    """What was asked for is done, and stands; what follows from it was stopped halfway, and can be gone on with."""


class BusyVaultError(VaultError, InputError):
    """Other writers kept the vault busy for too long; nothing was written."""


class ConflictError(VaultError, InputError):
    """Somebody else has written since the vault was read; nothing was written."""


class NotAnEditorError(VaultError, LockedError):
    """The key is sound, but not one of this vault's editors."""


class UnknownVaultError(VaultError, LockedError):
    """The vault is new to this machine, and its founder was not confirmed.

    ``founder_words`` is the fingerprint of whom the vault itself calls its founder, for a person to compare.
    """

    def __init__(self, founder_words: str) -> None:
        super().__init__(
            "this machine has not seen this vault before; ask its founder, or whoever let you in, for the eight words"
            " of their key, and give them with --founder"
        )
        self.founder_words = founder_words


class OtherVaultError(VaultError, LockedError):
    """The vault is known, and another one lay there when this machine last opened what lies there.

    ``dossier`` is the name of this one, ``founder_words`` the fingerprint of whom it calls its founder.
    """

    def __init__(self, founder_words: str, dossier: str) -> None:
        super().__init__(
            "another vault lay there when this machine last opened it; this one is the dossier {dossier}, and perhaps"
            " other editors read it. Somebody may have put one in the place of the other; if it is the one that you"
            " mean, give the eight words of its founder, or of whoever let you in, with --founder",
            dossier=dossier,
        )
        self.founder_words, self.dossier = founder_words, dossier


class TooFewEditorsError(VaultError, UsageError):
    """A dossier with one editor is one accident away from being lost."""


class NoSuchEditorError(VaultError, UsageError):
    """The dossier has no editor of that name or fingerprint, or two of that name."""


class RosterChangeError(VaultError, UsageError):
    """The editors cannot be changed so: a key that is in already, that was taken out, or one's own."""


class DepositError(VaultError, InputError):
    """The inbox takes no deposit: it is full, or its key is another one than the card's."""


class NoSuchSourceError(VaultError, UsageError):
    """The dossier has no source of that codename."""


class FormError(VaultError, UsageError):
    """A form about a source cannot be read, or says something that means nothing."""


class OutputExistsError(VaultError, UsageError):
    """The output is there already; nothing is overwritten."""


class PromptError(VaultError, UsageError):
    """A passphrase or an answer was needed, and there is no terminal to ask it on."""


class ShareError(VaultError, LockedError):
    """What was given as a share is not one: cut off, mistyped, of another kind; or a split that makes no sense."""


class TooFewSharesError(ShareError):
    """Fewer shares than it takes."""


class SpoiledShareError(ShareError):
    """A share is not the one that was issued; the message names its holder where the commitments are known."""


class ForeignShareError(ShareError):
    """A share of another vault, or one that was replaced."""


class NeedsApprovalError(VaultError, LockedError):
    """The record opens only with a second editor's approval, and there is none that holds."""


class RequestError(VaultError, UsageError):
    """A request or its motive cannot be used: there is none of that number, it is one's own, or says nothing."""


class CertificateError(VaultError, InputError):
    """A share certificate, a drill, or its answer is not one, is damaged, or is out of date."""


class EvidenceError(VaultError, UsageError):
    """A file cannot be attached or found: too large, empty, or not there."""


class AlarmError(VaultError, UsageError):
    """There is no alarm that this editor could acknowledge."""


class TravelError(VaultError, UsageError):
    """A key cannot be left behind: nobody else could give it back, or it is no key file of this editor; or none was."""
