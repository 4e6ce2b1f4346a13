"""Accepts and rejects all tracked changes of DOCX files with LibreOffice: settle.py FOLDER FILE...

Writes FOLDER/NAME.accept.docx and FOLDER/NAME.reject.docx. Ends with 1 if a change is left.
"""

import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


def value(name, what):
    one = PropertyValue()
    one.Name, one.Value = name, what
    return one


def office(pipe, home):
    accept = f"--accept=pipe,name={pipe};urp;"
    return subprocess.Popen(["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{home}", accept])


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
    sys.exit("LibreOffice does not answer")


def settle(context, source, target, command):
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(f"file://{source}", "_blank", 0, (value("Hidden", True),))
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, ())
    left = document.getRedlines().createEnumeration().hasMoreElements()
    document.getTextFields().refresh()
    document.storeToURL(f"file://{target}", (value("FilterName", "MS Word 2007 XML"),))
    document.close(True)
    return left


def main():
    folder, files = os.path.abspath(sys.argv[1]), sys.argv[2:]
    pipe = f"settle{os.getpid()}"
    with tempfile.TemporaryDirectory() as home:
        process = office(pipe, home)
        context = connected(pipe)
        left = False
        for path in files:
            stem = os.path.splitext(os.path.basename(path))[0]
            for end, command in (("accept", "AcceptAllTrackedChanges"), ("reject", "RejectAllTrackedChanges")):
                left |= settle(context, os.path.abspath(path), f"{folder}/{stem}.{end}.docx", command)
        try:
            context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context).terminate()
        except Exception:
            pass
        process.wait(60)
    sys.exit(1 if left else 0)


main()
