"""The annotator beside spanmark and ipyannotations: same JupyterLab, same documents."""
