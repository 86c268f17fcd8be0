"""Questions that trainers already own: Excel and Word files read into bank files, nothing lost silently.

`workbook` and `document` turn a file into drafts, `draft` turns a draft into an item of the model,
`command` writes the bank file and the report. `template` writes the workbooks to be filled in.
"""
