"""What ``tracuu lineage``, ``coverage`` and ``draft`` do. Every function is ``(options, settings) -> exit code``."""

from __future__ import annotations

import argparse

from api.commands.exit_codes import DONE
from api.exports.files import save
from api.settings import Settings
from api.telling.lineage import lineage_lines
from api.telling.terminal import dump, say_all
from api.views.lineage import lineage_view
from api.wiring import existing
from search.chain.lineage import lineage as chain_around
from search.chain.lineage import paper_named


def lineage(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu lineage DOC``"""
    knowledge = existing(settings).knowledge
    found = chain_around(knowledge, paper_named(knowledge, options.document))
    if options.json:
        dump(lineage_view(found, knowledge))
    else:
        say_all(lineage_lines(found, knowledge))
    return DONE


def draft(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu draft PARENT``"""
    from api.coverage.draft_files import draft_docx, draft_xlsx
    from api.coverage.draft_view import draft_lines, draft_view
    from api.coverage.work import draft_of

    base = existing(settings)
    made = draft_of(base, options.document, options.agency, options.child)
    for path, write_it in ((options.docx, draft_docx), (options.xlsx, draft_xlsx)):
        if path:
            save(path, write_it(made))
    if options.json:
        dump(draft_view(made, base.knowledge))
    else:
        say_all(draft_lines(made))
    return DONE


def coverage(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu coverage CHILD``"""
    from api.coverage.report import coverage_docx, coverage_xlsx
    from api.coverage.view import coverage_lines, coverage_view, matrix_lines, matrix_view
    from api.coverage.work import coverage_of, matrix_of

    base = existing(settings)
    if options.matrix:
        found = matrix_of(base, options.child)
        dump(matrix_view(found, base.knowledge)) if options.json else say_all(matrix_lines(found))
        return DONE
    reports = coverage_of(base, options.child, options.parent, options.agency)
    for path, write_it in ((options.xlsx, coverage_xlsx), (options.docx, coverage_docx)):
        if path:
            save(path, write_it(reports))
    if options.json:
        dump(coverage_view(reports, base.knowledge))
    else:
        say_all(coverage_lines(reports))
    return DONE
