from __future__ import annotations

from django.utils.translation import gettext as _

from regiowerk.ground.regions.domain.keys import Fault, KeyFaultError


def told(fault: KeyFaultError) -> str:
    """What is wrong with a key and what was probably meant, in the reader's language."""
    sentences = {
        Fault.MISSING: _("Please enter the %(name)s. It has %(digits)d digits."),
        Fault.NOT_DIGITS: _("The %(name)s has %(digits)d digits; “%(text)s” has other signs too."),
        Fault.ZERO_LOST: _(
            "%(text)s has %(count)d digits. A leading zero was probably lost: %(meant)s."
        ),
        Fault.OTHER_KEY: _(
            "%(text)s has %(count)d digits and is an ARS. The AGS is probably %(meant)s."
        ),
        Fault.WRONG_LENGTH: _("The %(name)s has %(digits)d digits; %(text)s has %(count)d."),
        Fault.NO_STATE: _("%(text)s does not begin with the number of a state, 01 to 16."),
    }
    return sentences[fault.fault] % {
        "name": fault.name,
        "text": fault.text,
        "count": len(fault.text),
        "digits": fault.digits,
        "meant": fault.meant,
    }
